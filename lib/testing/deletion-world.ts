import { request } from 'undici'
import type { Context } from '@/lib/access/context'
import { deleteTags } from '@/lib/cleanup/handlers/delete-tags'
import { DELETE_KIND } from '@/lib/cleanup/use-cases/queue-deletion'
import type { Actor } from '@/lib/core/actor'
import type { Database } from '@/lib/db/connection'
import { runJob } from '@/lib/jobs/run-job'
import { findJob } from '@/lib/jobs/store/jobs'
import { claim } from '@/lib/jobs/store/lease'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { adminActor, buildContext } from './context'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_ID, REGISTRY_NAME } from './index-fixture'
import { type RegistryOptions, type RunningRegistry, startRegistry } from './registry'

export interface DeletionWorld {
  readonly ctx: Context
  readonly db: Database
  readonly registry: RunningRegistry
  /** Where Assay reaches it: its own address, or that of what stands before it. */
  readonly url: string
  /** Another context of the same, for somebody else. */
  as(actor: Actor): Context
  close(): Promise<void>
}

export interface DeletionWorldOptions extends RegistryOptions {
  /** Another registry than Debian's; then what is said of that one does not count. */
  readonly open?: () => Promise<RunningRegistry>
  /** Puts something before it and gives the address of that. */
  readonly through?: (url: string) => Promise<string>
}

/** A real registry filled by `fill`, and the index that was made of it. */
export async function deletionWorld(
  db: Database,
  fill: (registry: RunningRegistry) => Promise<void>,
  { open, through, ...options }: DeletionWorldOptions = {},
): Promise<DeletionWorld> {
  const registry = await (open === undefined ? startRegistry(options) : open())
  await fill(registry)
  const url = (await through?.(registry.url)) ?? registry.url
  await addTestRegistry(db, url)
  await addAdmin(db)
  const registries = poolTo(url)
  await crawlNow({ db, registries })
  await db.query
    .updateTable('registry')
    .set({ capabilities: JSON.stringify(await capabilitiesOf(registries)) })
    .where('id', '=', REGISTRY_ID)
    .execute()
  return {
    ctx: buildContext({ db, registries, actor: adminActor }),
    db,
    registry,
    url,
    as: (actor) => buildContext({ db, registries, actor }),
    close: async () => {
      await registries.close()
      await registry.stop()
    },
  }
}

/** A job runs by the rights its starter has in the database. */
async function addAdmin(db: Database): Promise<void> {
  await db.query
    .insertInto('user_account')
    .values({
      id: adminActor.id,
      name: adminActor.name,
      name_folded: adminActor.name,
      password_hash: null,
      role: 'admin',
      session_version: 1,
      disabled_at: null,
      created_at: 1,
      last_sign_in_at: null,
    })
    .execute()
}

async function capabilitiesOf(registries: ReturnType<typeof poolTo>) {
  return (await registries.client(REGISTRY_ID)).probe()
}

/** Runs one job of clean-up to its end, as the worker of a server would. */
export async function runDeletion(
  world: Pick<DeletionWorld, 'ctx' | 'db'>,
  jobId: string,
  signal?: AbortSignal,
) {
  const job = await claim(world.db, { owner: 'test', kinds: [DELETE_KIND] })
  if (job?.id !== jobId) throw new Error('Another job came first.')
  const stopping = signal ?? new AbortController().signal
  await runJob(systemOf(world.ctx), { job, handler: deleteTags, stopping })
  const ended = await findJob(world.db.query, jobId)
  if (ended === undefined) throw new Error('The job is gone.')
  return ended
}

function systemOf(ctx: Context): Context {
  return buildContext({ db: ctx.db, registries: ctx.registries })
}

/** What each tag of a repository names by the registry itself; null for one that is there and cannot be got. */
export async function readTags(url: string, repository: string): Promise<ReadonlyMap<string, string | null>> {
  const listed = await request(`${url}/v2/${repository}/tags/list`)
  const text = await listed.body.text()
  const tags: readonly string[] = listed.statusCode === 200 ? (JSON.parse(text).tags ?? []) : []
  const found = new Map<string, string | null>()
  const rest = tags.values()
  const lane = async () => {
    for (const tag of rest) found.set(tag, await digestAt(url, repository, tag))
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return found
}

/** The digest of a tag or manifest by the registry itself; null where there is none. */
export async function digestAt(url: string, repository: string, reference: string): Promise<string | null> {
  const answer = await request(`${url}/v2/${repository}/manifests/${reference}`, {
    headers: { accept: MANIFEST_ACCEPT },
  })
  await answer.body.dump()
  return answer.statusCode === 200 ? String(answer.headers['docker-content-digest']) : null
}

export { REGISTRY_NAME }
