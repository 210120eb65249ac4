import type { Database } from '@/lib/db/connection'
import { promoteChannel } from '@/lib/golden/use-cases/channels/promote'
import { type NewChannel, putChannels } from '@/lib/golden/use-cases/channels/put-channels'
import { getChannel } from '@/lib/golden/use-cases/channels/read-channels'
import { digestAt } from './deletion-world'
import { runNextJob } from './drift-world'
import { type GoldenWorld, goldenWorlds, makeGolden, type PersonName } from './golden-world'

/** Where the channel `prod` of the ladder has its tag. */
export const PROD_REPOSITORY = 'team/released'
const openWorld = goldenWorlds()

export const channel = (name: string, more: Partial<NewChannel> = {}): NewChannel => ({
  name,
  tag: name,
  repository: null,
  isProduction: false,
  soakHours: 0,
  approvalsMin: 1,
  ...more,
})
const LADDER = [channel('dev'), channel('prod', { isProduction: true, repository: PROD_REPOSITORY })]

/** A golden line with channels, `dev` and then `prod` unless told otherwise. */
export async function openChannels(
  db: Database,
  channels: readonly NewChannel[] = LADDER,
): Promise<GoldenWorld> {
  const world = await openWorld(db)
  const input = { line: world.line.id, channels, reason: 'the way to production' }
  await putChannels(world.person('mia'), input)
  return world
}

/** Somebody promotes what they have just looked at. */
export async function promote(
  world: GoldenWorld,
  who: PersonName,
  to: { channel: string; version: string; breaksGlass?: boolean },
) {
  const ctx = world.person(who)
  const { row } = await getChannel(ctx, { line: world.line.id, channel: to.channel })
  return promoteChannel(ctx, {
    line: world.line.id,
    revision: row.revision,
    reason: 'because',
    breaksGlass: false,
    ...to,
  })
}

/** Brings 1.0 and then 1.1 to `dev`. */
export async function promoteTwo(world: GoldenWorld) {
  const first = (await makeGolden(world, '1.0')).version
  const second = (await makeGolden(world, '1.1')).version
  for (const { id } of [first, second]) {
    await promote(world, 'mia', { channel: 'dev', version: id })
    await runNextJob(world)
  }
  return [first, second] as const
}

export const tagAt = (world: GoldenWorld, repository: string, tag: string) =>
  digestAt(world.target.url, repository, tag)
