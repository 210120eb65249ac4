import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { adminHeaders, hasBuild, makeDataDir, startBuiltServer } from '@/lib/testing/built-server'
import { startDurableCluster } from '@/lib/testing/durable-cluster'
import { buildEvent, envelopeOf } from '@/lib/testing/event'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addTestRegistry, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret } from '@/lib/testing/notifications'
import { findBinaries } from '@/lib/testing/postgres-setup'

const CALLERS = areFaultsLong ? 16 : 4
const LOAD_MS = areFaultsLong ? 5_000 : 1_000
const WINDOW_MAX_MS = 10_000
const BACK_WITHIN_MS = 30_000
const binaries = findBinaries()

/** A cluster that keeps what it acknowledged, a built server on it, and a way to restart it as a crash does. */
async function world(found: string) {
  const { databaseUrl, crash, stop } = await startDurableCluster(found)
  onTestFinished(stop)
  const { dataDir, remove } = await makeDataDir()
  onTestFinished(remove)
  const db = openDatabase({ databaseUrl, dataDir })
  onTestFinished(() => closeDatabase(db))
  const server = await startBuiltServer({ dataDir, databaseUrl })
  onTestFinished(() => server.kill())
  await addTestRegistry(db, 'http://127.0.0.1:9')
  const telling = { authorization: `Bearer ${await makeSecret({ db })}` }
  return { db, server, crash, headers: await adminHeaders(db), telling }
}

describe.skipIf(!hasBuild || binaries === null)('the built server on a PostgreSQL that is restarted', () => {
  it('says 503 for seconds, nothing else, and keeps all it acknowledged', {
    timeout: 120_000,
  }, async () => {
    if (binaries === null) return
    const { db, server, crash, headers, telling } = await world(binaries)
    const events: string[] = []
    const failures: { readonly at: number; readonly status: number }[] = []
    const answers = { count: 0, lastAt: 0 }
    let isOver = false
    const ask = async (caller: number, turn: number) => {
      const id = `event-${caller}-${turn}`
      const isWrite = turn % 4 === 0
      const body = envelopeOf(buildEvent({ id, action: 'pull', tag: 'v1' }))
      const answer = isWrite
        ? await fetch(`${server.url}/api/hooks/${REGISTRY_NAME}`, {
            method: 'POST',
            headers: telling,
            body,
          })
        : await fetch(`${server.url}/api/v1/registries`, { headers })
      await answer.text()
      const at = performance.now()
      if (!answer.ok) return failures.push({ at, status: answer.status })
      answers.count += 1
      answers.lastAt = at
      if (isWrite) events.push(id)
    }
    const load = Array.from({ length: CALLERS }, async (_, caller) => {
      for (let turn = 0; !isOver; turn += 1) {
        await ask(caller, turn).catch(() => failures.push({ at: performance.now(), status: 0 }))
        await sleep(5)
      }
    })
    await sleep(LOAD_MS)
    await crash()
    const restartedAt = performance.now()
    while (performance.now() - restartedAt < BACK_WITHIN_MS && answers.lastAt < restartedAt) await sleep(50)
    await sleep(LOAD_MS)
    isOver = true
    await Promise.all(load)

    const times = failures.map(({ at }) => at)
    const windowMs = times.length === 0 ? 0 : Math.max(...times) - Math.min(...times)
    const others = failures.filter(({ status }) => status !== 503).map(({ status }) => status)
    expect(answers.lastAt).toBeGreaterThan(restartedAt)
    holdFigure({
      id: 'F15',
      held: 'nothing but 503 meanwhile',
      measured:
        `${answers.count} answers, ${failures.length} × 503, ${others.length} others ${[...new Set(others)].join(' ')}`.trim(),
      isMet: others.length === 0,
    })
    holdFigure({
      id: 'F15',
      held: '503 for 10 s at most',
      measured: `${(windowMs / 1000).toFixed(1)} s`,
      isMet: windowMs <= WINDOW_MAX_MS,
      isTimed: true,
    })
    const rows = await db.query.selectFrom('notification_event').select('event_id').execute()
    const kept = new Set(rows.map((row) => row.event_id))
    const lost = events.filter((id) => !kept.has(id))
    holdFigure({
      id: 'F15',
      held: '0 acknowledged writes lost',
      measured: `${lost.length} of ${events.length}`,
      isMet: lost.length === 0 && events.length > 0,
    })
    expect(server.child.exitCode).toBeNull()
    expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200)
  })
})
