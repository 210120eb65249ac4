import { expect, it } from 'vitest'
import type { Actor } from '@/lib/core/actor'
import {
  channel,
  openChannels,
  PROD_REPOSITORY,
  promote,
  promoteTwo,
  tagAt,
} from '@/lib/testing/channel-world'
import { eachDatabase } from '@/lib/testing/database'
import { runNextJob } from '@/lib/testing/drift-world'
import { GOLDEN_REPOSITORY, makeGolden, PEOPLE, type PersonName } from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { checkLine } from './drift/check-line'
import { holdChannel, releaseChannel } from './use-cases/channels/hold'
import { promoteChannel } from './use-cases/channels/promote'
import { getChannel, listChannelHistory, listChannels } from './use-cases/channels/read-channels'
import { rollBackChannel } from './use-cases/channels/roll-back'
import { listDrift } from './use-cases/drift/list-drift'
import { repairDrift } from './use-cases/drift/repair'
import { getReport } from './use-cases/report/get-report'
import { revoke } from './use-cases/revoke'

/** A token of a person's that may all that they may. */
function robotOf(owner: (typeof PEOPLE)[PersonName]): Actor {
  return { ...owner, kind: 'token', id: 'tok_robot', userId: owner.id, owner }
}

eachDatabase('the channels of a golden line', (openDatabase) => {
  it('goes up the ladder step by step, and shows each step by a tag with the same bytes', async () => {
    const world = await openChannels(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const skip = promote(world, 'ada', { channel: 'prod', version: version.id })
    await expect(skip).rejects.toMatchObject({ code: 'promotion-refused' })

    const dev = await promote(world, 'mia', { channel: 'dev', version: version.id })
    expect(dev).toMatchObject({ outcome: 'promoted' })
    expect(await runNextJob(world)).toMatchObject({ status: 'succeeded' })
    expect(await tagAt(world, GOLDEN_REPOSITORY, 'dev')).toBe(version.digest)

    await expect(promote(world, 'mia', { channel: 'prod', version: version.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await promote(world, 'ada', { channel: 'prod', version: version.id })
    expect(await runNextJob(world)).toMatchObject({ status: 'succeeded' })
    expect(await tagAt(world, PROD_REPOSITORY, 'prod')).toBe(version.digest)

    const { items } = await listChannels(world.person('vera'), world.line.id)
    expect(items.map(({ row, tagState, version: now }) => [row.name, tagState, now?.name])).toEqual([
      ['dev', 'in-step', '1.0'],
      ['prod', 'in-step', '1.0'],
    ])
  })

  it('goes on to the next version, back to the one before as a new decision, and keeps the whole history', async () => {
    const world = await openChannels(await openDatabase())
    const [first, second] = await promoteTwo(world)
    expect(await tagAt(world, GOLDEN_REPOSITORY, 'dev')).toBe(second.digest)

    const { row, previous } = await getChannel(world.person('mia'), { line: world.line.id, channel: 'dev' })
    expect(previous?.id).toBe(first.id)
    const back = { line: world.line.id, channel: 'dev', revision: row.revision, reason: 'it fails' }
    await rollBackChannel(world.person('mia'), back)
    await runNextJob(world)
    expect(await tagAt(world, GOLDEN_REPOSITORY, 'dev')).toBe(first.digest)

    const which = { line: world.line.id, channel: 'dev', limit: 50 }
    const { items } = await listChannelHistory(world.person('vera'), which)
    expect(items.map(({ verb, version, from }) => `${verb} ${from?.name} → ${version?.name}`)).toEqual([
      'rollback 1.1 → 1.0',
      'promote 1.0 → 1.1',
      'promote undefined → 1.0',
    ])
  })

  it('stays as it is while it is held, but for broken glass, which takes an approver', async () => {
    const world = await openChannels(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const target = { line: world.line.id, channel: 'dev', revision: 1, reason: 'freeze' }
    const held = await holdChannel(world.person('mia'), target)
    expect(held).toMatchObject({
      row: { isHeld: true, revision: 2 },
      hold: { actorName: 'mia', reason: 'freeze' },
    })
    const to = { channel: 'dev', version: version.id }
    await expect(promote(world, 'mia', to)).rejects.toMatchObject({ code: 'promotion-refused' })
    await expect(promote(world, 'mia', { ...to, breaksGlass: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(holdChannel(world.person('mia'), target)).rejects.toMatchObject({
      code: 'precondition-failed',
    })
    await expect(promote(world, 'root', { ...to, breaksGlass: true })).resolves.toMatchObject({
      outcome: 'promoted',
    })
    await releaseChannel(world.person('mia'), { ...target, revision: 3 })
    expect(await getChannel(world.person('mia'), { line: world.line.id, channel: 'dev' })).toMatchObject({
      row: { isHeld: false },
      hold: null,
    })
  })

  it('takes several people where it says so, and no robots', async () => {
    const world = await openChannels(await openDatabase(), [
      channel('prod', { isProduction: true, approvalsMin: 2, tag: null }),
    ])
    const { version } = await makeGolden(world, '1.0')
    const to = { channel: 'prod', version: version.id }
    expect(await promote(world, 'ada', to)).toMatchObject({ outcome: 'approved', approvals: 1, jobId: null })
    await expect(promote(world, 'ada', to)).rejects.toMatchObject({ code: 'conflict' })
    const robot = world.as(robotOf(PEOPLE.ada))
    const input = { ...to, line: world.line.id, revision: 1, reason: 'ci', breaksGlass: false }
    await expect(promoteChannel(robot, input)).rejects.toMatchObject({ code: 'four-eyes' })
    expect(await promote(world, 'abe', to)).toMatchObject({ outcome: 'promoted', approvals: 2 })
  })

  it('sees that the tag of a channel was pushed over, and points it again', async () => {
    const world = await openChannels(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await promote(world, 'mia', { channel: 'dev', version: version.id })
    await runNextJob(world)
    const over = await pushImage(world.target, { tag: 'dev', layers: ['something else'] })
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await checkLine(world.ctx, { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' })

    const { items } = await listDrift(world.person('mia'), { state: 'open', limit: 50 })
    expect(items.map(({ row }) => [row.kind, row.subject, row.found])).toEqual([
      ['channel-tag-moved', 'dev', over.digest],
    ])
    await repairDrift(world.person('mia'), { drift: items[0]?.row.id ?? '' })
    expect(await tagAt(world, GOLDEN_REPOSITORY, 'dev')).toBe(version.digest)
  })

  it('I4: stands for nothing once its version is revoked, says why, and goes back by a decision', async () => {
    const world = await openChannels(await openDatabase())
    const [first, second] = await promoteTwo(world)
    const because = { category: 'vulnerability', reason: 'a hole' } as const
    await revoke(world.person('mia'), { version: second.id, ifRevision: second.revision, ...because })

    const which = { line: world.line.id, channel: 'dev' }
    const lapsed = await getChannel(world.person('mia'), which)
    expect(lapsed).toMatchObject({
      version: null,
      lapsed: {
        version: { name: '1.1', state: 'revoked' },
        detail: '1.1 was revoked (vulnerability): a hole',
      },
      previous: { name: '1.0' },
      tagState: 'lapsed',
    })
    const report = await getReport(world.person('vera'), { line: world.line.id })
    expect(
      report.rows.map(({ version, channels, lapsedChannels }) => [version.name, channels, lapsedChannels]),
    ).toEqual([
      ['1.0', [], []],
      ['1.1', [], ['dev']],
    ])

    const { revision } = lapsed.row
    await rollBackChannel(world.person('mia'), { ...which, revision, reason: 'revoked' })
    await runNextJob(world)
    expect(await getChannel(world.person('mia'), which)).toMatchObject({
      version: { name: '1.0' },
      lapsed: null,
      tagState: 'in-step',
    })
    expect(await tagAt(world, GOLDEN_REPOSITORY, 'dev')).toBe(first.digest)
  })

  it('I4: stands for nothing once its version has expired, with nobody deciding anything', async () => {
    const world = await openChannels(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await promote(world, 'mia', { channel: 'dev', version: version.id })
    const later = { ...world.person('mia'), clock: { now: () => (version.expiresAt ?? 0) + 1 } }
    expect(await getChannel(later, { line: world.line.id, channel: 'dev' })).toMatchObject({
      version: null,
      lapsed: { version: { name: '1.0', state: 'expired' }, at: version.expiresAt },
      previous: null,
    })
    expect(await getChannel(world.person('mia'), { line: world.line.id, channel: 'dev' })).toMatchObject({
      version: { name: '1.0' },
      lapsed: null,
    })
  })
})
