import { expect, it } from 'vitest'
import { parseRepositoryName } from '@/lib/oci/name'
import { auditedAs } from '@/lib/testing/audited'
import { eachDatabase } from '@/lib/testing/database'
import { digestAt } from '@/lib/testing/deletion-world'
import { followIndex, shownDrift } from '@/lib/testing/drift-world'
import { GOLDEN_REPOSITORY, goldenWorlds, makeGolden } from '@/lib/testing/golden-world'
import { REGISTRY_ID } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { checkLine } from './drift/check-line'
import { checkLineNow } from './use-cases/drift/check-line-now'
import { repairDrift } from './use-cases/drift/repair'
import { revoke } from './use-cases/revoke'

const open = goldenWorlds()
const name = parseRepositoryName(GOLDEN_REPOSITORY)

eachDatabase('drift of a golden line', (openDatabase) => {
  it('is raised once when a tag is pushed over, repaired by the same bytes, and stays in the history', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const over = await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await followIndex(world)
    await followIndex(world)

    const [drift, ...more] = await shownDrift(world)
    expect(more).toEqual([])
    expect(drift).toMatchObject({
      kind: 'tag-moved',
      subject: '1.0',
      expected: version.digest,
      found: over.digest,
      learnedBy: 'sweep',
    })
    expect(await auditedAs(world.db, 'golden.drift-detected')).toHaveLength(1)

    const repaired = await repairDrift(world.person('mia'), {
      drift: drift?.id ?? '',
      reason: 'not released',
    })
    expect(repaired).toMatchObject({ row: { resolution: 'repaired' }, repairedBy: 'mia' })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, '1.0')).toBe(version.digest)
    expect(await auditedAs(world.db, 'golden.drift-repaired')).toEqual([
      {
        type: 'golden.drift-repaired',
        resource: `main/${GOLDEN_REPOSITORY}@${version.digest}`,
        digest: version.digest,
        actor_name: 'mia',
        reason: 'not released',
      },
    ])
    await followIndex(world)
    expect(await shownDrift(world)).toEqual([])
    expect(await shownDrift(world, 'resolved')).toHaveLength(1)
  })

  it('is repaired even where the tag was pushed over with another golden version, which stays', async () => {
    const world = await open(await openDatabase())
    const { version: older } = await makeGolden(world, '1.0')
    const { version: newer } = await makeGolden(world, '1.1')
    const { url, repository } = world.target
    const path = (reference: string) => `${url}/v2/${repository}/manifests/${reference}`
    const read = await fetch(path(older.digest), { headers: { accept: older.mediaType } })
    const put = {
      method: 'PUT',
      headers: { 'content-type': older.mediaType },
      body: await read.arrayBuffer(),
    }
    expect((await fetch(path('1.1'), put)).status).toBe(201)
    await followIndex(world)
    const [drift] = await shownDrift(world)
    expect(drift).toMatchObject({ subject: '1.1', expected: newer.digest, found: older.digest })

    await repairDrift(world.person('mia'), { drift: drift?.id ?? '' })
    expect(await digestAt(url, GOLDEN_REPOSITORY, '1.1')).toBe(newer.digest)
    expect(await digestAt(url, GOLDEN_REPOSITORY, '1.0')).toBe(older.digest)
  })

  it('puts back from the vault what was deleted behind our back, and its tag', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(name, version.digest)
    await followIndex(world)
    // One pass notes that a tag is missing, a second one removes it.
    await followIndex(world)
    expect((await shownDrift(world)).map(({ kind }) => kind).toSorted()).toEqual([
      'manifest-missing',
      'tag-deleted',
    ])

    for (const { id } of await shownDrift(world)) await repairDrift(world.person('mia'), { drift: id })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, '1.0')).toBe(version.digest)
    expect(await checkLineNow(world.person('mia'), world.line.id)).toMatchObject({ open: 0, unknown: [] })
  })

  it('repairs nothing for who may not move tags, nor for what is revoked', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await followIndex(world)
    const [drift] = await shownDrift(world)
    const input = { drift: drift?.id ?? '' }
    await expect(repairDrift(world.person('vera'), input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(repairDrift(world.person('dan'), input)).rejects.toMatchObject({ code: 'forbidden' })

    const because = { category: 'defect', reason: 'broken' } as const
    const ifRevision = version.revision
    await revoke(world.person('mia'), { version: version.id, ifRevision, ...because })
    await expect(repairDrift(world.person('mia'), input)).rejects.toMatchObject({ code: 'conflict' })
    await followIndex(world)
    await checkLine(world.ctx, { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' })
    expect(await shownDrift(world, 'resolved')).toMatchObject([{ resolution: 'no-longer-golden' }])
  })
})
