import 'server-only'
import { extendKept } from '@/lib/cleanup/store/kept-manifests'
import { protect, unprotect } from '@/lib/cleanup/store/protection'
import type { Executor } from '@/lib/db/connection'
import type { LineRow } from './store/lines'
import { listMembers, listNeededByOthers } from './store/members'

export const PROTECTED_BY = 'golden'
/** The end of time, as far as dates go. */
const FOR_EVER = 8_640_000_000_000_000

export interface GuardedVersion {
  readonly line: LineRow
  readonly version: { readonly id: string; readonly name: string }
}

/**
 * Keeps everything a golden version is made of from being deleted, and its bytes for ever.
 * @throws AppError `conflict` while any of it is being deleted
 */
export async function guardClosure(
  tx: Executor,
  { line, version }: GuardedVersion,
  at: number,
): Promise<void> {
  const digests = (await listMembers(tx, version.id)).map(({ digest }) => digest)
  await protect(
    tx,
    { registryId: line.registryId, repositoryId: line.repositoryId },
    { digests, source: PROTECTED_BY, detail: `${line.name} ${version.name}`, at },
  )
  await extendKept(tx, { digests, until: FOR_EVER })
}

/** Lets what a version is made of be deleted again, but for what another golden version needs. */
export async function releaseClosure(tx: Executor, { line, version }: GuardedVersion): Promise<void> {
  const digests = (await listMembers(tx, version.id)).map(({ digest }) => digest)
  const needed = await listNeededByOthers(tx, {
    repositoryId: line.repositoryId,
    digests,
    except: version.id,
  })
  await unprotect(tx, line.repositoryId, {
    digests: digests.filter((digest) => !needed.has(digest)),
    source: PROTECTED_BY,
  })
}
