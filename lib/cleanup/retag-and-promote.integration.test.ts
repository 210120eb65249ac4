import { expect, it } from 'vitest'
import { parseRepositoryName, parseTagName as tagOf } from '@/lib/oci/name'
import { auditedAs } from '@/lib/testing/audited'
import { buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { entryOf, pushImage, pushIndex } from '@/lib/testing/push'
import { place, protectAsGolden, REPOSITORY } from '@/lib/testing/small-repository'
import { tagWorlds } from '@/lib/testing/tag-world'
import { promote } from './use-cases/promote'
import { retag } from './use-cases/retag'

const name = parseRepositoryName(REPOSITORY)
const open = tagWorlds()

eachDatabase('retagging', (openDatabase) => {
  it('moves a tag only for who saw what it names, and never off a golden digest', async () => {
    const w = await open(await openDatabase())
    const first = await pushImage(w.target, { tag: 'v1' })
    const second = await pushImage(w.target, { tag: 'v2', layers: ['two'] })
    await w.crawl()
    const move = { ...place, tag: tagOf('latest') }

    expect(await retag(w.ctx, { ...move, digest: first.digest })).toEqual({
      digest: first.digest,
      previous: null,
    })
    await expect(retag(w.ctx, { ...move, digest: second.digest })).rejects.toMatchObject({
      code: 'precondition-required',
    })
    await expect(retag(w.ctx, { ...move, digest: second.digest, seen: second.digest })).rejects.toMatchObject(
      { code: 'tag-moved' },
    )
    await retag(w.ctx, { ...move, digest: second.digest, seen: first.digest })
    expect(await w.client.getManifest(name, tagOf('latest'))).toMatchObject({ digest: second.digest })
    expect(await auditedAs(w.ctx.db, 'tag.retagged')).toHaveLength(2)

    await protectAsGolden(w.ctx.db, second.digest)
    await expect(retag(w.ctx, { ...move, digest: first.digest, seen: second.digest })).rejects.toMatchObject({
      code: 'tag-is-golden',
    })
    const viewer = buildContext({ ...w.parts, actor: viewerActor })
    await expect(retag(viewer, { ...move, digest: first.digest })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

eachDatabase('promoting', (openDatabase) => {
  it('brings an index with all of its images to another repository, for who may push there', async () => {
    const w = await open(await openDatabase())
    const child = await pushImage(w.target, { layers: ['one', 'two'] })
    const index = await pushIndex(w.target, [entryOf(child)], 'v1')
    await w.crawl()
    const source = { ...place, tag: tagOf('v1'), digest: index.digest }
    const there = { repository: parseRepositoryName('prod/app'), tag: tagOf('v1') }
    const viewer = buildContext({ ...w.parts, actor: viewerActor })
    await expect(promote(viewer, { ...source, target: there })).rejects.toMatchObject({ code: 'forbidden' })

    await promote(buildContext(w.parts), { ...source, target: there })
    expect(await w.run()).toMatchObject({ status: 'succeeded', problem_code: null })

    expect(await w.client.getManifest(there.repository, there.tag)).toMatchObject({ digest: index.digest })
    expect(await w.client.getManifest(there.repository, child.digest)).toMatchObject({ kind: 'manifest' })
    expect(await auditedAs(w.ctx.db, 'tag.promoted')).toMatchObject([{ resource: 'main/prod/app:v1' }])
  })
})
