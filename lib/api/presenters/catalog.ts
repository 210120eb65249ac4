import 'server-only'
import { splitPlatforms } from '@/lib/catalog/rules/platforms'
import type { RepositoryDetail } from '@/lib/catalog/use-cases/get-repository'
import type { TagDetail } from '@/lib/catalog/use-cases/get-tag'
import type { NamespaceList } from '@/lib/catalog/use-cases/list-namespaces'
import type { ListedRepository } from '@/lib/catalog/use-cases/list-repositories'
import type { ListedTag, TagPage } from '@/lib/catalog/use-cases/list-tags'
import type { Missing } from '@/lib/cleanup/use-cases/find-missing'
import type { Page } from '@/lib/core/paging'
import type { Marks } from '@/lib/golden/use-cases/find-marks'
import { presentScopeDecisions } from './allowed'
import { marksOf } from './golden-marks'
import { known, presentPage } from './page'
import { presentProblem } from './problem'
import { presentFigures } from './storage'

export function presentNamespaces(list: NamespaceList) {
  const items = list.items.map(({ newest_created_at, ...row }) => ({
    ...row,
    newestCreatedAt: known(newest_created_at),
    totalBytes: list.storage.get(row.namespace)?.totalBytes ?? null,
    uniqueBytes: list.storage.get(row.namespace)?.uniqueBytes ?? null,
  }))
  return { items, syncedAt: list.syncedAt, isStale: list.isStale }
}

function presentRepository(row: ListedRepository) {
  return {
    registry: row.registry,
    name: row.name,
    namespace: row.namespace,
    tagCount: row.tag_count,
    totalBytes: row.total_size,
    newestCreatedAt: known(row.newest_created_at),
    syncedAt: row.synced_at,
    isStale: row.isStale,
    problem: presentProblem(row.problem_code),
  }
}

/** `marks` by the ids of repositories. */
export function presentRepositoryPage(page: Page<ListedRepository>, marks: Marks) {
  return presentPage(page, (row) => ({ ...presentRepository(row), golden: marksOf(marks, row.id) }))
}

export function presentRepositoryDetail(detail: RepositoryDetail) {
  return {
    ...presentRepository(detail),
    manifestCount: detail.manifest_count ?? 0,
    untaggedCount: detail.untagged_count ?? 0,
    isChecking: detail.isChecking,
    platforms: [...splitPlatforms(detail.platforms ?? '')],
    storage: presentRepositoryStorage(detail),
    can: presentScopeDecisions(detail.decisions),
  }
}

function presentRepositoryStorage({ storage, storageAsOf: asOf }: RepositoryDetail) {
  return storage === null || asOf === null ? null : { ...presentFigures(storage), asOf }
}

interface Known {
  readonly pullsSince: number | null
  readonly marks: Marks
  readonly missing: Missing
}

/** A count of pulls means something only where events tell of them. */
function presentTag(row: ListedTag, { pullsSince, marks, missing }: Known) {
  return {
    name: row.name,
    digest: row.digest,
    problem: presentProblem(row.problem_code),
    kind: row.kind,
    mediaType: row.media_type,
    artifactType: row.artifact_type,
    totalBytes: known(row.total_size),
    createdAt: known(row.created_at),
    pushedAfter: known(row.pushed_after),
    pushedBefore: row.pushed_before,
    platforms: [...splitPlatforms(row.platforms)],
    siblings: row.siblings,
    pulls: pullsSince === null ? null : row.pulls,
    pulledAt: known(row.pulled_at),
    lastSeenAt: row.last_seen_at,
    golden: marksOf(marks, row.digest),
    missingParts: (row.digest !== null && missing.get(row.digest)) || 0,
  }
}

export function presentTagPage(page: TagPage, { marks, missing }: Omit<Known, 'pullsSince'>) {
  const { syncedAt, isStale, pullsSince } = page
  return {
    ...presentPage(page, (row) => presentTag(row, { pullsSince, marks, missing })),
    syncedAt,
    isStale,
    pullsSince,
  }
}

export function presentTagDetail(detail: TagDetail, { marks, missing }: Omit<Known, 'pullsSince'>) {
  const { siblingNames, pullsSince } = detail
  return {
    ...presentTag(detail, { pullsSince, marks, missing }),
    siblingNames: [...siblingNames],
    pullsSince,
  }
}
