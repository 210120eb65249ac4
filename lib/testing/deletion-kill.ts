import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { verifyChain } from '@/lib/audit/verify-chain'
import { startDeletion } from '@/lib/cleanup/use-cases/start-deletion'
import { findJob } from '@/lib/jobs/store/jobs'
import { openPostgresForTest, openSqliteForTest } from './database'
import { type DeletionWorld, type DeletionWorldOptions, deletionWorld, readTags } from './deletion-world'
import { REGISTRY_NAME } from './index-fixture'
import { expireLeases, kill } from './ledger'
import { pushImage, pushManifest } from './push'
import type { RunningRegistry } from './registry'

const REPOSITORY = 'team/app'
const LANES = 8

export interface KillSize {
  readonly tags: number
  /** `t0` and on; half of them share their digests with tags that stay. */
  readonly victims: number
}

export interface KillOptions extends KillSize, DeletionWorldOptions {
  readonly database?: 'sqlite' | 'postgres'
  /** False where the registry holds the tags already. */
  readonly isFilled?: boolean
}

/** A long repository, what it held, and workers in processes of their own that may be killed. */
export interface KillWorld extends DeletionWorld {
  readonly before: ReadonlyMap<string, string | null>
  readonly victims: number
  /** Starts a worker and waits until it runs. */
  worker(): Promise<ChildProcess>
  /** Queues the deletion of the victims and gives its job. */
  start(): Promise<string>
}

/** Pushes `tags` tags, of which the first half of the victims share digests with as many behind the victims. */
export async function fillForKill({ url }: RunningRegistry, { tags, victims }: KillSize): Promise<void> {
  const target = { url, repository: REPOSITORY }
  const image = await pushImage(target, { tag: 'base' })
  const document = JSON.parse(image.bytes.toString('utf8'))
  const numbers = Array.from({ length: tags }, (_, at) => at).values()
  const lane = async () => {
    for (const at of numbers) {
      const of = at >= victims && at < victims * 1.5 ? at - victims : at
      const own = { ...document, annotations: { number: String(of) } }
      await pushManifest(target, own, { mediaType: image.mediaType, tag: `t${at}` })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

/** Opens such a world; what it started ends with `close`, whatever became of it. */
export async function openKillWorld(options: KillOptions): Promise<KillWorld> {
  const { database = 'sqlite', isFilled = false, tags, victims, ...rest } = options
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    const opened = await (database === 'sqlite' ? openSqliteForTest() : openPostgresForTest())
    closing.push(opened.close)
    const fill = async (registry: RunningRegistry) => {
      if (!isFilled) await fillForKill(registry, { tags, victims })
    }
    const world = await deletionWorld(opened.database, fill, rest)
    closing.push(() => world.close())
    const before = await readTags(world.registry.url, REPOSITORY)
    const worker = async () => {
      const flags = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/deletion-process.ts']
      const settings = { ...opened.location, registryUrl: world.url }
      const child = spawn(process.execPath, flags, {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ASSAY_TEST_WORKER: JSON.stringify(settings) },
      })
      closing.push(() => kill(child))
      if (child.stdout) await once(child.stdout, 'data')
      return child
    }
    const start = async () => {
      const named = Array.from({ length: victims }, (_, at) => ({
        tag: `t${at}`,
        digest: before.get(`t${at}`) ?? '',
      }))
      const input = { registry: REGISTRY_NAME, repository: REPOSITORY, tags: named, confirm: victims }
      return (await startDeletion(world.ctx, input)).jobId
    }
    return { ...world, close, before, victims, worker, start }
  } catch (error) {
    await close()
    throw error
  }
}

/** Waits for the end of a job. */
export async function untilFinished({ db }: Pick<DeletionWorld, 'db'>, jobId: string, withinMs = 150_000) {
  for (const startedMs = performance.now(); performance.now() - startedMs < withinMs; await sleep(100)) {
    const job = await findJob(db.query, jobId)
    if (job?.finished_at) return job
  }
  throw new Error(`The job did not end within ${withinMs} ms.`)
}

/** Waits until so many tags were begun with. */
export async function untilBegun(
  { db }: Pick<DeletionWorld, 'db'>,
  count = 1,
  withinMs = 150_000,
): Promise<void> {
  for (const startedMs = performance.now(); performance.now() - startedMs < withinMs; await sleep(5)) {
    const { begun } = await db.query
      .selectFrom('deletion_item')
      .select((eb) => eb.fn.countAll<number>().as('begun'))
      .where('state', '<>', 'queued')
      .executeTakeFirstOrThrow()
    if (Number(begun) >= count) return
  }
  throw new Error(`${count} tags were not begun with within ${withinMs} ms.`)
}

/** Kills a worker at a moment of the work that follows from a seed alone; its lease stays where it is not ended. */
export async function killSomewhere(
  world: KillWorld,
  child: ChildProcess,
  { seed, isLeaseEnded = true }: { readonly seed: number; readonly isLeaseEnded?: boolean },
): Promise<void> {
  const share = ((seed * 7919) % 1000) / 1000
  await untilBegun(world, Math.max(1, Math.floor(share * world.victims)))
  // Less of it near the end, so that there is something left to do.
  await sleep(((seed * 104_729) % 700) * (1 - share))
  await kill(child)
  if (isLeaseEnded) await expireLeases(world.db, child.pid)
}

/** Every victim is gone, nothing else has changed, and the log tells of each once. */
export async function expectOnlyVictimsGone({ db, before, victims, registry }: KillWorld): Promise<void> {
  const after = await readTags(registry.url, REPOSITORY)
  const survivors = [...before].filter(([tag]) => tag === 'base' || Number(tag.slice(1)) >= victims)
  expect(new Map([...after].sort())).toEqual(new Map(survivors.sort()))
  const audit = await db.query
    .selectFrom('audit_event')
    .select('resource')
    .where('type', '=', 'tag.deleted')
    .execute()
  expect(audit).toHaveLength(victims)
  expect(new Set(audit.map(({ resource }) => resource)).size).toBe(victims)
  expect(await verifyChain(db)).toMatchObject({ kind: 'whole' })
}
