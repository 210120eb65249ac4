import 'server-only'
import { holdRepository } from '@/lib/catalog/store/save-repositories'
import { TOMBSTONE_TYPE } from '@/lib/cleanup/rules/deletion/tombstone'
import { listTagsUnderWay } from '@/lib/cleanup/store/journal'
import type { Executor } from '@/lib/db/connection'
import type { TagLook } from './look-at-tag'

/**
 * Leaves out what was seen of tags in the moment in which a deletion of ours removes them: that one writes down what
 * becomes of them, once.
 */
export async function withoutDeletions(
  tx: Executor,
  repositoryId: string,
  looks: readonly TagLook[],
): Promise<readonly TagLook[]> {
  const told = looks.filter((look) => !isOnTombstone(look))
  if (!told.some(isNews)) return told
  await holdRepository(tx, repositoryId)
  const ours = await listTagsUnderWay(tx, repositoryId)
  return ours.size === 0 ? told : told.filter((look) => !isNews(look) || !ours.has(look.name))
}

function isNews({ kind }: TagLook): boolean {
  return kind === 'moved' || kind === 'absent'
}

function isOnTombstone(look: TagLook): boolean {
  return look.kind === 'moved' && look.additions.some(({ row }) => row.artifact_type === TOMBSTONE_TYPE)
}
