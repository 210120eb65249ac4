import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { indexTotals } from '../rules/index-totals'
import type { NewManifest } from '../rules/new-manifest'
import { saveLabels } from './save-labels'

/** Adds manifests to the index, children before the indexes that list them; what is there already stays. */
export async function saveManifests(tx: Executor, manifests: readonly NewManifest[]): Promise<void> {
  await insertRows(tx, 'manifest', { rows: manifests.map(({ row }) => row), conflict: ['digest'] })
  const contents = manifests.flatMap((manifest) => manifest.contents)
  await insertRows(tx, 'content', { rows: contents, conflict: ['digest'] })
  const layers = manifests.flatMap((manifest) => manifest.layers)
  await insertRows(tx, 'manifest_layer', { rows: layers, conflict: ['manifest_digest', 'position'] })
  const children = manifests.flatMap((manifest) => manifest.children)
  await insertRows(tx, 'manifest_child', { rows: children, conflict: ['parent_digest', 'position'] })
  const labelled = manifests.flatMap(({ row, labels }) =>
    row.config_digest === null ? [] : { configDigest: row.config_digest, labels },
  )
  await saveLabels(tx, labelled)
  for (const manifest of manifests) {
    if (manifest.row.kind === 'index') await completeIndex(tx, manifest)
  }
}

/** Notes that a repository holds manifests. */
export async function saveMembership(
  tx: Executor,
  repositoryId: string,
  { digests, at }: { readonly digests: readonly string[]; readonly at: number },
): Promise<void> {
  const rows = [...new Set(digests)].map((digest) => ({
    repository_id: repositoryId,
    digest,
    first_seen_at: at,
    last_seen_at: at,
  }))
  await insertRows(tx, 'repository_manifest', {
    rows,
    conflict: ['repository_id', 'digest'],
    update: ['last_seen_at'],
  })
}

/** Notes that a repository holds manifests no more. What it says of them goes with the next tidying. */
export async function removeMembership(
  tx: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<void> {
  if (digests.length === 0) return
  await tx
    .deleteFrom('repository_manifest')
    .where('repository_id', '=', repositoryId)
    .where('digest', 'in', [...digests])
    .execute()
}

/** What an index adds up to follows from its children, which are saved by now. */
async function completeIndex(tx: Executor, index: NewManifest): Promise<void> {
  // Attestations add up alike whether somebody has opened them or not.
  const counted = index.children.filter((child) => child.attests_digest === null)
  const digests = [...new Set(counted.map((child) => child.child_digest))]
  const known = digests.length === 0 ? [] : await readChildren(tx, digests)
  const blobs = digests.length === 0 ? [] : await readBlobs(tx, digests)
  const totals = indexTotals({ size: index.row.size, children: index.children, known, blobs })
  await tx
    .updateTable('manifest')
    .set({
      total_size: totals.totalSize,
      created_at: totals.createdAt,
      platforms: totals.platforms.join(','),
      platform_count: totals.platforms.length,
    })
    .where('digest', '=', index.digest)
    .execute()
}

function readChildren(tx: Executor, digests: readonly string[]) {
  return tx
    .selectFrom('manifest')
    .select([
      'digest',
      'kind',
      'size',
      'total_size',
      'created_at',
      'platforms',
      'config_digest',
      'config_size',
    ])
    .where('digest', 'in', [...digests])
    .execute()
}

/** Distinct layers of images and of the images one index further down. */
async function readBlobs(tx: Executor, digests: readonly string[]) {
  return tx
    .selectFrom('manifest_layer')
    .select((eb) => ['layer_digest as digest', eb.fn.max<number>('size').as('size')])
    .where('manifest_digest', 'in', [...digests])
    .groupBy('layer_digest')
    .execute()
}
