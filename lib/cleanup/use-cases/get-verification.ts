import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { seesWhole, visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import { findJob, type NamedJobRow } from '@/lib/jobs/store/jobs'
import { type Remedy, remedyOf } from '../rules/storage/missing'
import { listWithBytes } from '../store/kept-bytes'
import { listMissing, listTagsNaming, type MissingRow } from '../store/missing-content'
import { findStorageCheck, type StorageCheckRow } from '../store/storage-checks'

export interface BrokenManifest {
  readonly repository: string
  readonly digest: string
  /** At most 20. */
  readonly tags: readonly string[]
  readonly parts: readonly MissingRow[]
  readonly remedy: Remedy
  readonly canRepair: Decision
}

export interface Verification {
  readonly registry: string
  /** Null before the first. */
  readonly check: StorageCheckRow | null
  /** The check's job, while it is remembered and the actor may know of it. */
  readonly job: NamedJobRow | null
  readonly broken: readonly BrokenManifest[]
  readonly canVerify: Decision
}

/** The last check of a registry's content and what it found missing, as far as the actor sees it. @throws NotFoundError */
export async function getVerification(
  ctx: Context,
  input: { readonly registry: string },
): Promise<Verification> {
  const { id: registryId, name } = await authorizeRegistry(ctx, 'repository:list', input.registry)

  const db = ctx.db.query
  const visibility = visibilityOf(ctx.actor)
  const check = (await findStorageCheck(db, registryId)) ?? null
  const job =
    check !== null && seesWhole(visibility, registryId) ? await findJob(db, check.job_id) : undefined
  const rows = await listMissing(db, { registryId, visibility })
  const withBytes = await listWithBytes(db, [...new Set(rows.map(({ digest }) => digest))])
  const broken = await Promise.all(
    rootsOf(rows).map(async ({ repository, repositoryId, digest, parts }) => ({
      repository,
      digest,
      parts,
      tags: await listTagsNaming(db, repositoryId, digest),
      remedy: remedyOf(parts, withBytes),
      canRepair: can(ctx.actor, 'tag:restore', { registryId, repository }),
    })),
  )
  const canVerify = can(ctx.actor, 'storage:verify', { registryId })
  return { registry: name, check, job: job ?? null, broken, canVerify }
}

interface Root {
  readonly repository: string
  readonly repositoryId: string
  readonly digest: string
  readonly parts: MissingRow[]
}

function rootsOf(rows: readonly MissingRow[]): readonly Root[] {
  const roots = new Map<string, Root>()
  for (const row of rows) {
    const key = `${row.repository_id} ${row.root_digest}`
    const { repository, repository_id: repositoryId, root_digest: digest } = row
    const root = roots.get(key) ?? { repository, repositoryId, digest, parts: [] }
    if (!root.parts.some((part) => part.digest === row.digest)) root.parts.push(row)
    roots.set(key, root)
  }
  return [...roots.values()]
}
