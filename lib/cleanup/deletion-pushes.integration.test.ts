import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { findJob } from '@/lib/jobs/store/jobs'
import { type KillWorld, openKillWorld } from '@/lib/testing/deletion-kill'
import { digestAt, readTags, runDeletion } from '@/lib/testing/deletion-world'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { REGISTRY_ID } from '@/lib/testing/index-fixture'
import { type Pushed, pushImage, pushManifest } from '@/lib/testing/push'
import { getDeletion } from './use-cases/get-deletion'

const REPOSITORY = 'team/app'
const SIZE = areFaultsLong ? { tags: 1_200, victims: 1_000 } : { tags: 240, victims: 200 }
const PUSHES = areFaultsLong ? 100 : 20
const PUSH_TRIES = 5
const SURVIVORS_MIN = PUSHES * 0.99

it('loses nothing that is pushed to its tags meanwhile, or says so', async () => {
  const world = await openKillWorld(SIZE)
  onTestFinished(() => world.close())
  await letEventsTell(world.db)
  const jobId = await world.start()
  const pushing = pushMeanwhile(world)
  const [pushed] = await Promise.all([pushing, runDeletion(world, jobId)])
  // What was pushed after the last tag was done is nobody's loss.
  expect((await findJob(world.db.query, jobId))?.status).toBe('succeeded')

  const { items } = await getDeletion(world.ctx, { job: jobId })
  const told = new Set(items.flatMap(({ key, reason }) => (reason === 'overwritten' ? key : [])))
  const lost: string[] = []
  for (const [tag, digest] of pushed) {
    if ((await digestAt(world.registry.url, REPOSITORY, tag)) !== digest) lost.push(tag)
  }
  expect(lost.filter((tag) => !told.has(tag))).toEqual([])
  const after = await readTags(world.registry.url, REPOSITORY)
  for (const [tag, digest] of world.before) {
    if (tag === 'base' || Number(tag.slice(1)) >= SIZE.victims) expect(after.get(tag)).toBe(digest)
    else expect(after.get(tag)).toBe(pushed.get(tag))
  }
  holdFigure({
    id: 'F04',
    held: 'of 100 pushes to tags under way 99 survive, and every loss is told',
    measured: `${pushed.size - lost.length} of ${pushed.size}, ${told.size} put back`,
    isMet: pushed.size - lost.length >= SURVIVORS_MIN,
  })
}, 180_000)

/** Pushes something new to victims all over the work, as a pipeline that knows of nothing; gives what. */
async function pushMeanwhile({ db, registry }: KillWorld): Promise<ReadonlyMap<string, string>> {
  const target = { url: registry.url, repository: REPOSITORY }
  const image = await pushImage(target, { layers: ['rebuilt'] })
  const document = JSON.parse(image.bytes.toString('utf8'))
  const pushed = new Map<string, string>()
  for (let at = 0; at < PUSHES; at += 1) {
    const tag = `t${Math.floor((at * SIZE.victims) / PUSHES)}`
    const own = { ...document, annotations: { build: String(at) } }
    const { digest } = await pushAsClientsDo(() =>
      pushManifest(target, own, { mediaType: image.mediaType, tag }),
    )
    pushed.set(tag, digest)
    await tellOfPush(db, { tag, digest })
    await sleep(10)
  }
  return pushed
}

/** A push that meets the directory of its tag as that goes is answered 500 by distribution; clients push again. */
async function pushAsClientsDo(push: () => Promise<Pushed>): Promise<Pushed> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await push()
    } catch (error) {
      if (attempt === PUSH_TRIES) throw error
      await sleep(100 * attempt)
    }
  }
}

async function letEventsTell(db: Database): Promise<void> {
  await db.query
    .insertInto('notification_endpoint')
    .values({
      registry_id: REGISTRY_ID,
      secret_hash: 'x',
      secret_made_at: 1,
      first_event_at: Date.now(),
      lease_until: 0,
    })
    .execute()
}

/** As the registry tells of it by an event. */
async function tellOfPush(db: Database, { tag, digest }: { tag: string; digest: string }): Promise<void> {
  const at = Date.now()
  await db.query
    .insertInto('notification_event')
    .values({
      ...{ registry_id: REGISTRY_ID, event_id: `push ${tag}`, action: 'push', effect: 'look' },
      ...{ repository: REPOSITORY, tag, digest, occurred_at: at, received_at: at, due_at: at, attempts: 0 },
    })
    .execute()
}
