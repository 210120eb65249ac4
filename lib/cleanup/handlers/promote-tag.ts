import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { NotFoundError } from '@/lib/core/errors'
import { Limiter } from '@/lib/core/limiter'
import { transaction } from '@/lib/db/transaction'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import { addItems, closeItems, listOpenItems, setPhase } from '@/lib/jobs/store/progress'
import { isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import { type ClosureManifest, readClosure } from '../put/closure'
import { putTag } from '../put/put-tag'
import { asStarter, starterShape } from '../starter'

const COPIES_AT_ONCE = 4

const promoteInput = z.object({
  registryId: z.string(),
  repository: z.string().refine(isRepositoryName),
  tag: z.string().refine(isTagName),
  seen: z.string().refine(isDigest).optional(),
  from: z.string().refine(isRepositoryName),
  fromTag: z.string(),
  digest: z.string().refine(isDigest),
  reason: z.string().nullable(),
  starter: starterShape,
})

type Promotion = z.output<typeof promoteInput>

/** Brings an image to another repository: blobs by mounting, then manifests, children first, the tag last. */
export const promoteTag: JobHandler = async (ctx, run) => {
  const promotion = promoteInput.parse(JSON.parse(run.job.input))
  const acting = await asStarter(ctx, promotion.starter)
  await assertAllowed(acting, promotion)
  const registry = await findRegistryById(ctx.db.query, promotion.registryId)
  if (registry === undefined) throw new NotFoundError()
  const client = await ctx.registries.client(registry.id)

  await setPhase(ctx.db.query, run.hold, 'Reading the image')
  const closure = await readClosure(client, {
    repository: promotion.from,
    digest: promotion.digest,
    signal: ctx.signal,
  })
  await transaction(ctx.db, (tx) =>
    addItems(tx, run.hold, { keys: [...keysOf(closure), promotion.tag], at: ctx.clock.now() }),
  )
  await setPhase(ctx.db.query, run.hold, 'Copying layers')
  await copyBlobs(ctx, run, { client, promotion, closure })
  await setPhase(ctx.db.query, run.hold, 'Putting manifests')
  const top = await putChildren(ctx, run, { client, promotion, closure })
  await putTag(acting, {
    client,
    registry,
    repository: promotion.repository,
    tag: promotion.tag,
    digest: promotion.digest,
    seen: promotion.seen,
    signal: ctx.signal,
    cause: 'tag.promoted',
    reason: promotion.reason,
    facts: { from: `${registry.name}/${promotion.from}:${promotion.fromTag}` },
    prepare: async () => top.content,
    alongside: (tx) =>
      closeItems(tx, run.hold, {
        results: [{ key: promotion.tag, state: 'done', problemCode: null }],
        at: ctx.clock.now(),
      }),
  })
  return { status: 'succeeded', problemCode: null }
}

/** The rights of the moment, for they may have been taken away since it was asked for. */
async function assertAllowed(acting: Context, { registryId, repository, from, seen }: Promotion) {
  await authorize(acting, 'repository:pull', { registryId, repository: from })
  await authorize(acting, 'repository:push', { registryId, repository })
  if (seen !== undefined) await authorize(acting, 'tag:retag', { registryId, repository })
}

interface Copy {
  readonly client: RegistryClient
  readonly promotion: Promotion
  readonly closure: readonly ClosureManifest[]
}

function keysOf(closure: readonly ClosureManifest[]): readonly string[] {
  return [...new Set(closure.flatMap(({ digest, blobs }) => [...blobs.map((blob) => blob.digest), digest]))]
}

async function copyBlobs(ctx: Context, run: JobRun, { client, promotion, closure }: Copy): Promise<void> {
  const open = new Set(await listOpenItems(ctx.db.query, run.job.id))
  const blobs = new Map(closure.flatMap((manifest) => manifest.blobs).map((blob) => [blob.digest, blob]))
  const limiter = new Limiter(COPIES_AT_ONCE)
  const copy = async (blob: { readonly digest: ClosureManifest['digest']; readonly size: number }) => {
    ctx.signal.throwIfAborted()
    const places = { from: promotion.from, to: promotion.repository }
    await client.copyBlob({ ...places, ...blob }, { signal: ctx.signal })
    await close(ctx, run, blob.digest)
  }
  const wanted = [...blobs.values()].filter(({ digest }) => open.has(digest))
  await Promise.all(wanted.map((blob) => limiter.run(() => copy(blob))))
}

/** Puts everything below the top by its digest, and gives the top. */
async function putChildren(
  ctx: Context,
  run: JobRun,
  { client, promotion, closure }: Copy,
): Promise<ClosureManifest> {
  const top = closure.at(-1)
  if (top === undefined) throw new NotFoundError()
  for (const { digest, content } of closure) {
    ctx.signal.throwIfAborted()
    if (digest !== top.digest) {
      const put = { repository: promotion.repository, reference: digest, content }
      await client.putManifest(put, { signal: ctx.signal })
    }
    await close(ctx, run, digest)
  }
  return top
}

function close(ctx: Context, run: JobRun, key: string): Promise<void> {
  return transaction(ctx.db, (tx) =>
    closeItems(tx, run.hold, {
      results: [{ key, state: 'done', problemCode: null }],
      at: ctx.clock.now(),
    }),
  )
}
