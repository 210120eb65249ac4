import 'server-only'
import type { Context } from '@/lib/access/context'
import { listMissingNames, listRepositoryNames } from '@/lib/catalog/store/save-repositories'
import { isMassVanish } from './rules/vanished'

/**
 * Whether what a registry no longer has may be removed from the index: not while so many of its repositories
 * are missing, or have lost every tag, that the registry is to be doubted.
 */
export async function mayRemove(ctx: Context, registryId: string): Promise<boolean> {
  const known = await listRepositoryNames(ctx.db.query, registryId)
  const missing = await listMissingNames(ctx.db.query, registryId)
  return !isMassVanish({ known: known.length, vanished: missing.length })
}
