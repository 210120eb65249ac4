import { expect, it } from 'vitest'
import { findProtection } from '@/lib/cleanup/store/protection'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { eachDatabase } from '@/lib/testing/database'
import { GOLDEN_REPOSITORY, goldenWorlds, makeGolden, pushGoodIndex } from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { pushIndex } from '@/lib/testing/push'
import { listMembers } from './store/members'
import { marksIn } from './use-cases/find-marks'

const open = goldenWorlds()

eachDatabase('a golden index', (openDatabase) => {
  it('I5: covers what an index runs, and protects all that belongs to it', async () => {
    const world = await open(await openDatabase(), { fill: (target) => pushGoodIndex(target, '2.0') })
    const golden = await makeGolden(world, '2.0')
    const members = await listMembers(world.db.query, golden.version.id)
    expect(members.map(({ role, platform }) => [role, platform])).toEqual([
      ['member', 'linux/amd64'],
      ['member', 'linux/arm64'],
      ['closure', null],
      ['closure', null],
    ])

    const digests = members.map(({ digest }) => digest)
    const place = { registry: 'main', repository: GOLDEN_REPOSITORY }
    const marks = await marksIn(world.person('vera'), place, digests)
    const marked = members.filter(({ digest }) => marks.has(digest))
    expect(marked.map(({ role }) => role)).toEqual(['member', 'member', 'closure'])
    expect([...marks.values()].flat().map(({ state }) => state)).toEqual(['golden', 'golden', 'golden'])
    const guarded = await findProtection(world.db.query, world.line.repositoryId, digests)
    expect(guarded.size).toBe(4)
  })

  it('I6: does not take an index for golden because its images are', async () => {
    const world = await open(await openDatabase(), { fill: (target) => pushGoodIndex(target, '2.0') })
    const golden = await makeGolden(world, '2.0')
    const [child] = await listMembers(world.db.query, golden.version.id)
    const entry = { mediaType: MEDIA_TYPE.ociManifest, digest: child?.digest, size: 1 }
    const { digest } = await pushIndex(world.target, [entry], '2.0-again')
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    const place = { registry: 'main', repository: GOLDEN_REPOSITORY }
    expect((await marksIn(world.person('vera'), place, [digest])).size).toBe(0)
  })
})
