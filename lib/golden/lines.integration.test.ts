import { expect, it } from 'vitest'
import { eachDatabase } from '@/lib/testing/database'
import { followPushed, GOLDEN_REPOSITORY, goldenWorlds, pushGood } from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { createLine, updateLine } from './use-cases/lines'
import { nominate } from './use-cases/nominate'
import { listVersions } from './use-cases/read-lines'

const open = goldenWorlds()

eachDatabase('a golden line', (openDatabase) => {
  it('nominates by itself what is pushed under a tag that matches, once', async () => {
    const world = await open(await openDatabase(), { tagPattern: '2\\.\\d+' })
    await pushGood(world.target, '2.0')
    await pushGood(world.target, '2.0-rc1')
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await followPushed(world)
    await followPushed(world)
    const list = () => listVersions(world.person('vera'), { line: world.line.id, limit: 10 })
    expect((await list()).items.map(({ version }) => version)).toMatchObject([
      { name: '2.0', nominatedHow: 'tag-pattern', nominatedBy: 'system' },
    ])
    expect((await list()).total).toBe(1)
  })

  it('takes nothing into a draft, and lets only an owner publish', async () => {
    const world = await open(await openDatabase())
    const mia = world.person('mia')
    const input = {
      registry: 'main',
      repository: GOLDEN_REPOSITORY,
      name: 'draft',
      description: '',
      policy: world.line.policyId,
      tagPattern: null,
      hasPins: false,
      onMissing: 'put-back' as const,
    }
    await expect(createLine(mia, { ...input, isPublished: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const draft = await createLine(mia, { ...input, isPublished: false })
    await expect(nominate(mia, { line: draft.id, reference: '1.0' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    const publish = { line: draft.id, ifRevision: draft.revision, isPublished: true }
    await expect(updateLine(mia, publish)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await updateLine(world.person('olga'), publish)).toMatchObject({ isPublished: true, revision: 2 })
    await expect(updateLine(world.person('olga'), publish)).rejects.toMatchObject({
      code: 'precondition-failed',
    })
  })
})
