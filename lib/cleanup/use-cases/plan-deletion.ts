import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import type { RepositoryPlace } from '@/lib/catalog/store/places'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { isDigest } from '@/lib/oci/digest'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { planProbed } from '../deletion/plan-probed'
import { type DeletionTarget, selectTags } from '../deletion/target'
import { liveDigest } from '../put/live-digest'
import type { DeletionPlan } from '../rules/deletion/plan'
import { findTrashPeriodMs } from '../store/trash'

const REGISTRY_WAIT_MS = 3_000

/** What the registry said a tag names just now. */
export interface LiveState {
  readonly state: 'same' | 'moved' | 'gone' | 'unknown'
  readonly digest: string | null
}

export interface ShownPlan extends DeletionPlan {
  readonly registry: string
  readonly repository: string
  /** Null where the registry was not asked. */
  readonly live: LiveState | null
  readonly restorableUntil: number
  readonly canDelete: Decision
}

/** Everything that deleting some tags would do, from the index; only a registry that was never probed is asked how it deletes. @throws NotFoundError, InvalidInputError */
export async function planDeletionOf(ctx: Context, target: DeletionTarget): Promise<ShownPlan> {
  const place = await authorizeRepository(ctx, 'tag:list', target)

  return show(ctx, place, target)
}

/** The same for one tag, with what the registry itself says it names. @throws NotFoundError */
export async function planTagDeletion(
  ctx: Context,
  input: { readonly tag: string } & Pick<DeletionTarget, 'registry' | 'repository' | 'removeUntagged'>,
): Promise<ShownPlan> {
  const { tag, ...target } = input
  const place = await authorizeRepository(ctx, 'tag:list', target)

  const plan = await show(ctx, place, { ...target, tags: [{ tag, digest: null }] })
  const [planned] = plan.tags
  if (planned === undefined || planned.fate === 'gone') throw new NotFoundError()
  return { ...plan, live: await askLive(ctx, place, { tag, known: planned.digest }) }
}

async function show(ctx: Context, place: RepositoryPlace, target: DeletionTarget): Promise<ShownPlan> {
  const { registry, repository } = place
  const selection = await selectTags(ctx, repository.id, target)
  const question = { ...selection, removeUntagged: target.removeUntagged ?? false }
  return {
    ...(await planProbed(ctx, place, question)),
    registry: registry.name,
    repository: repository.name,
    live: null,
    restorableUntil: ctx.clock.now() + (await findTrashPeriodMs(ctx.db.query, registry.id)),
    canDelete: can(ctx.actor, 'tag:delete', { registryId: registry.id, repository: repository.name }),
  }
}

/** What a tag names by the registry; unknown when it does not answer soon. */
export async function askLive(
  ctx: Context,
  { registry, repository }: RepositoryPlace,
  { tag, known }: { readonly tag: string; readonly known: string | null },
): Promise<LiveState> {
  try {
    const question = { registryId: registry.id, waitMs: REGISTRY_WAIT_MS }
    const digest = await askRegistry(ctx, question, (client, signal) =>
      liveDigest(client, {
        repository: parseRepositoryName(repository.name),
        tag: parseTagName(tag),
        known: known !== null && isDigest(known) ? known : undefined,
        signal,
      }),
    )
    if (digest === null) return { state: 'gone', digest: null }
    return { state: digest === known ? 'same' : 'moved', digest }
  } catch (error) {
    if (error instanceof AppError) return { state: 'unknown', digest: null }
    throw error
  }
}
