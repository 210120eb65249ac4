import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { startDurableCluster } from '@/lib/testing/durable-cluster'
import { buildEvent, envelopeOf } from '@/lib/testing/event'
import { addTestRegistry, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { findBinaries } from '@/lib/testing/postgres-setup'
import { NotificationInbox } from './inbox'

const binaries = findBinaries()

describe.skipIf(binaries === null)('an event that was acknowledged', () => {
  it('is there when PostgreSQL crashes the moment after', async () => {
    if (binaries === null) return
    const { directory, databaseUrl, crash, stop } = await startDurableCluster(binaries)
    onTestFinished(stop)
    const db = openDatabase({ databaseUrl, dataDir: directory })
    onTestFinished(() => closeDatabase(db))
    await migrate(db)
    await addTestRegistry(db, 'http://127.0.0.1:9')

    const text = envelopeOf(buildEvent({ id: 'event-1', action: 'pull', tag: 'v1' }))
    await new NotificationInbox(db).take({ registryId: REGISTRY_ID, text, receivedAt: Date.now() })
    await crash()

    const again = openDatabase({ databaseUrl, dataDir: directory })
    onTestFinished(() => closeDatabase(again))
    const kept = await again.query.selectFrom('notification_event').select('event_id').execute()
    expect(kept).toEqual([{ event_id: 'event-1' }])
  })
})
