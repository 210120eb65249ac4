import 'server-only'
import type { Context } from '@/lib/access/context'
import { listMissingNames, listRepositoryNames } from '@/lib/catalog/store/save-repositories'
import { clearVanishAlert, raiseVanishAlert } from '@/lib/catalog/store/vanished'
import { isMassVanish } from './rules/vanished'

export interface Losses {
  /** Repositories the index knows. */
  readonly known: number
  /** Those that are missing, or have lost every tag. */
  readonly missing: readonly string[]
}

/** What of a registry earlier passes found missing. */
export async function readLosses(ctx: Context, registryId: string): Promise<Losses> {
  const known = await listRepositoryNames(ctx.db.query, registryId)
  return { known: known.length, missing: await listMissingNames(ctx.db.query, registryId) }
}

/**
 * Whether so much is gone that the registry, not what it says, is to be doubted. An admin who looked may have
 * accepted the loss of so many repositories.
 */
export function isDoubtful({ known, missing }: Losses, acceptedMax = 0): boolean {
  return missing.length > acceptedMax && isMassVanish({ known, vanished: missing.length })
}

/** Whether what a registry no longer has may be removed from the index. */
export async function mayRemove(ctx: Context, registryId: string, acceptedMax = 0): Promise<boolean> {
  return !isDoubtful(await readLosses(ctx, registryId), acceptedMax)
}

/** Raises the alert for losses that are doubted. */
export async function raiseDoubt(
  ctx: Context,
  registryId: string,
  { known, missing }: Losses,
): Promise<void> {
  await raiseVanishAlert(ctx.db.query, registryId, { known, missing, at: ctx.clock.now() })
}

/** What is left of a doubt when a crawl has looked at everything: raised anew or gone. True when it stays. */
export async function settleDoubt(ctx: Context, registryId: string): Promise<boolean> {
  const losses = await readLosses(ctx, registryId)
  const isLeft = isDoubtful(losses)
  if (isLeft) await raiseDoubt(ctx, registryId, losses)
  else await clearVanishAlert(ctx.db.query, registryId)
  return isLeft
}
