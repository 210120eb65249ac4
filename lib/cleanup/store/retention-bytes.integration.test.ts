import { expect, it } from 'vitest'
import { eachDatabase } from '@/lib/testing/database'
import { addRegistryRow, addRepositoryRows } from '@/lib/testing/index-rows'
import { tallyBytes } from '../rules/retention/freed'
import { readGoingBlobs } from './retention-bytes'

const IMAGES = 520
const SIZE = 1_000

eachDatabase('Bytes that go', (open) => {
  it('are the same whether each blob is looked for or the whole registry is passed', async () => {
    const db = await open()
    await addRegistryRow(db, 'reg_main', 'main')
    const image = (at: number) => ({
      tags: [`t${at}`],
      layers: { base: SIZE, [`own ${at % 500}`]: SIZE, [`pair ${Math.floor(at / 2)}`]: SIZE },
    })
    const place = { registryId: 'reg_main', repository: 'team/app' }
    const digests = await addRepositoryRows(
      db,
      place,
      Array.from({ length: IMAGES }, (_, at) => image(at)),
    )
    await addRegistryRow(db, 'reg_other', 'other')
    await addRepositoryRows(db, { registryId: 'reg_other', repository: 'team/app' }, [image(0)])
    const going = new Map(digests.slice(0, 510).map((digest) => [digest, 1]))
    const tally = async (manifests: number) => {
      await db.query.updateTable('repository').set({ manifest_count: manifests }).execute()
      return tallyBytes(0, await readGoingBlobs(db.query, 'reg_main', going))
    }
    const passed = await tally(IMAGES)
    expect(passed).toEqual(await tally(1_000_000))
    // The base, and what the ten that stay hold, frees nothing.
    expect(passed.unique).toBeGreaterThan(passed.freed)
    expect(passed.freed).toBeGreaterThan(700 * SIZE)
  })
})
