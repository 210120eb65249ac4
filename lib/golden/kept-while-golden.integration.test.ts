import { expect, it } from 'vitest'
import { listKept } from '@/lib/cleanup/store/kept-manifests'
import { findProtection } from '@/lib/cleanup/store/protection'
import { deleteTag } from '@/lib/cleanup/use-cases/start-deletion'
import { parseTagName } from '@/lib/oci/name'
import { eachDatabase } from '@/lib/testing/database'
import { followPushed, GOLDEN_REPOSITORY, goldenWorlds, makeGolden } from '@/lib/testing/golden-world'
import { currentIn, marksIn } from './use-cases/find-marks'
import { archiveLine } from './use-cases/lines'

const open = goldenWorlds()

eachDatabase('what is golden', (openDatabase) => {
  it('I7: keeps its tag and everything it is made of from being deleted, and its bytes', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await expect(
      deleteTag(world.person('mia'), {
        registry: 'main',
        repository: GOLDEN_REPOSITORY,
        tag: parseTagName('1.0'),
        expectedDigest: version.digest,
        removeUntagged: true,
        reason: undefined,
        idempotencyKey: undefined,
      }),
    ).rejects.toMatchObject({ code: 'tag-is-golden' })
    expect(await listKept(world.db.query, [version.digest])).toEqual(new Set([version.digest]))

    const line = await archiveLine(world.person('olga'), {
      line: world.line.id,
      ifRevision: world.line.revision,
      reason: 'no longer built',
    })
    expect(line.archivedAt).not.toBeNull()
    expect((await findProtection(world.db.query, line.repositoryId, [version.digest])).size).toBe(0)
  })

  it('I13: shows a badge that follows from decisions, with nothing of its own to lose', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await world.db.query.deleteFrom('protection').execute()
    const place = { registry: 'main', repository: GOLDEN_REPOSITORY }
    const marks = await marksIn(world.person('vera'), place, [version.digest])
    expect(marks.get(version.digest)).toMatchObject([{ line: 'debian12-base', state: 'golden' }])

    await world.db.query
      .insertInto('golden_touch')
      .values({ repository_id: world.line.repositoryId, tag: '1.0' })
      .execute()
    await followPushed(world)
    const guarded = await findProtection(world.db.query, world.line.repositoryId, [version.digest])
    expect(guarded.has(version.digest)).toBe(true)
  })

  it('shows of a repository the one version of each line that is golden now, and nothing of an archived line', async () => {
    const world = await open(await openDatabase())
    const repositories = [{ id: world.line.repositoryId }, { id: 'rep_without' }]
    const shown = async () => currentIn(world.person('vera'), repositories)
    expect((await shown()).size).toBe(0)

    await makeGolden(world, '1.0')
    const second = await makeGolden(world, '1.1')
    expect([...(await shown())]).toMatchObject([
      [world.line.repositoryId, [{ line: 'debian12-base', version: '1.1', versionId: second.version.id }]],
    ])

    const because = { ifRevision: world.line.revision, reason: 'no longer built' }
    await archiveLine(world.person('olga'), { line: world.line.id, ...because })
    expect((await shown()).size).toBe(0)
  })
})
