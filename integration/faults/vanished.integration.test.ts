import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { eachDatabase } from '@/lib/testing/database'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addTestRegistry, crawlNow, poolTo } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const REPOSITORIES = areFaultsLong ? 100 : 20
const PASSES = 3

eachDatabase('a catalog that suddenly says less', (open) => {
  it.each([
    { what: 'everything', gone: REPOSITORIES },
    { what: 'more than a tenth', gone: Math.floor(REPOSITORIES / 10) + 2 },
  ])('is not believed when $what is gone', { timeout: 120_000 }, async ({ what, gone }) => {
    const registry = await startRegistry()
    onTestFinished(() => registry.stop())
    const db = await open()
    await addTestRegistry(db, registry.url)
    const registries = poolTo(registry.url)
    onTestFinished(() => registries.close())
    for (let number = 0; number < REPOSITORIES; number += 1) {
      await pushImage({ url: registry.url, repository: `app-${number}` }, { tag: 'v1' })
    }
    await crawlNow({ db, registries })
    const kept = join(registry.rootDir, 'data/docker/registry/v2/repositories')
    if (gone === REPOSITORIES) await rename(kept, `${kept}-away`)
    else
      for (let number = 0; number < gone; number += 1)
        await rm(join(kept, `app-${number}`), { recursive: true })

    const codes: (string | null)[] = []
    for (let pass = 0; pass < PASSES; pass += 1) codes.push((await crawlNow({ db, registries })).problem_code)
    expect(new Set(codes)).toEqual(new Set(['mass-vanish']))
    const left = await db.query.selectFrom('repository').select('id').execute()
    const alerts = await db.query
      .selectFrom('registry')
      .select('id')
      .where('vanish_since', 'is not', null)
      .execute()
    holdFigure({
      id: 'F11',
      held: `${what} gone: nothing deleted, alert on`,
      measured: `${REPOSITORIES - left.length} of ${REPOSITORIES} deleted after ${PASSES} passes, ${alerts.length} alert`,
      isMet: left.length === REPOSITORIES && alerts.length === 1,
    })
  })
})
