import 'server-only'
import type { Context } from '@/lib/access/context'
import type { RepositoryPlace } from '@/lib/catalog/store/places'
import { findRegistryById } from '@/lib/connections/store'
import type { DeletionFacts } from '../rules/deletion/facts'
import { methodFor } from '../rules/deletion/method'
import type { DeletionPlan } from '../rules/deletion/plan'
import { planDeletion } from '../rules/deletion/plan-deletion'
import { reclaimableBytes } from '../rules/deletion/reclaimable'
import { readBlobUses } from '../store/blob-uses'
import {
  listHeld,
  readChildren,
  readManifestFacts,
  readParents,
  readReferrers,
  readTagsOf,
} from '../store/deletion-facts'
import { findProtection } from '../store/protection'
import type { Selection } from './target'

/** The bytes of more manifests are not added up while somebody waits. */
const ADDED_UP_MAX = 5_000

/** The plan for some tags and manifests of a repository, from the index alone. */
export async function planFor(
  ctx: Context,
  place: RepositoryPlace,
  { removeUntagged, ...selection }: Selection & { readonly removeUntagged: boolean },
): Promise<DeletionPlan> {
  const facts = await loadFacts(ctx, place, { ...selection, removeUntagged })
  const plan = planDeletion(facts)
  return { ...plan, reclaimable: await reclaimableOf(ctx, place, { plan, facts }) }
}

async function loadFacts(
  ctx: Context,
  { registry, repository }: RepositoryPlace,
  asked: Selection & { readonly removeUntagged: boolean },
): Promise<DeletionFacts> {
  const db = ctx.db.query
  const named = asked.selected.flatMap(({ digest, expected }) => [digest ?? [], expected ?? []].flat())
  const held = await listHeld(db, repository.id, asked.manifests)
  const manifests = asked.manifests.filter((digest) => held.has(digest))
  const roots = [...new Set([...named, ...manifests])]
  const childrenOf = await readChildren(db, roots)
  const digests = [...new Set([...roots, ...[...childrenOf.values()].flat()])]
  const capabilities = (await findRegistryById(db, registry.id))?.capabilities
  return {
    ...asked,
    manifests,
    repository: repository.name,
    method: methodFor(capabilities ?? { deleteByTag: 'unknown', deleteEnabled: 'unknown' }),
    tagsOf: await readTagsOf(db, repository.id, { digests, selected: countByDigest(asked) }),
    childrenOf,
    parentsOf: await readParents(db, repository.id, digests),
    referrersOf: await readReferrers(db, repository.id, digests),
    protection: await findProtection(db, repository.id, digests),
    known: await readManifestFacts(db, digests),
  }
}

function countByDigest({ selected }: Selection): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { digest } of selected) if (digest) counts.set(digest, (counts.get(digest) ?? 0) + 1)
  return counts
}

interface Planned {
  readonly plan: ReturnType<typeof planDeletion>
  readonly facts: DeletionFacts
}

/** What of the untagged manifests nothing keeps. */
async function reclaimableOf(
  ctx: Context,
  { registry, repository }: RepositoryPlace,
  { plan, facts }: Planned,
): Promise<DeletionPlan['reclaimable']> {
  const free = plan.untagged.filter(({ keptBy }) => keptBy.length === 0).map(({ digest }) => digest)
  const unknown = free.filter((digest) => !facts.known.has(digest)).length
  if (free.length > ADDED_UP_MAX) return { bytes: null, unknownManifests: free.length }
  const place = { registryId: registry.id, repositoryId: repository.id }
  const uses = await readBlobUses(ctx.db.query, place, free)
  return { bytes: reclaimableBytes(uses, { manifests: free.length, unknown }), unknownManifests: unknown }
}
