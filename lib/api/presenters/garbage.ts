import 'server-only'
import type { DanglingSummary } from '@/lib/cleanup/use-cases/get-dangling-summary'
import type { Verification } from '@/lib/cleanup/use-cases/get-verification'
import type { ShownDangling } from '@/lib/cleanup/use-cases/list-dangling'
import type { Page } from '@/lib/core/paging'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

export function presentGarbage(summary: DanglingSummary) {
  const { registry, asOf, watchedSince, isPartial, manifests, collection } = summary
  return {
    registry,
    asOf,
    watchedSince,
    isPartial,
    manifests,
    reclaimableBytes: summary.reclaimable,
    unknownManifests: summary.unknown,
    undecidedManifests: summary.undecided,
    repositories: summary.repositories.map((row) => ({
      repository: row.repository,
      manifests: row.manifests,
      reclaimableBytes: row.reclaimable,
      unknownManifests: row.unknown,
      undecidedManifests: row.undecided,
      unread: row.unread,
    })),
    collection: {
      program: collection.program,
      explanation: collection.explanation,
      dangers: [...collection.dangers],
      recipes: collection.recipes.map(({ platform, steps }) => ({ platform, steps: [...steps] })),
    },
  }
}

export function presentDangling(page: Page<ShownDangling>) {
  return presentPage(page, (row) => ({
    repository: row.repository,
    digest: row.digest,
    kind: row.kind,
    platforms: row.platforms === '' ? [] : row.platforms.split(','),
    totalBytes: row.total_size,
    reclaimableBytes: row.reclaimable,
    why: row.why,
    of: row.of_digest,
    lastTag: row.last_tag,
    untaggedAt: row.untagged_at,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    can: { remove: presentAllowed(row.canRemove) },
  }))
}

export function presentVerification({ registry, check, job, broken, canVerify }: Verification) {
  return {
    registry,
    check: check && {
      jobId: job?.id ?? null,
      status: job?.status ?? null,
      done: job?.done ?? null,
      failed: job?.failed ?? null,
      total: job?.total ?? null,
      startedAt: check.started_at,
      finishedAt: check.finished_at,
      repositories: check.repositories,
      manifests: check.manifests,
      blobs: check.blobs,
    },
    broken: broken.map(({ repository, digest, tags, parts, remedy, canRepair }) => ({
      repository,
      digest,
      tags: [...tags],
      foundAt: Math.max(...parts.map(({ found_at }) => found_at)),
      missing: parts.map((part) => ({
        digest: part.digest,
        kind: part.kind,
        sizeBytes: part.size,
        platform: part.platform,
      })),
      remedy,
      can: { repair: presentAllowed(canRepair) },
    })),
    can: { verify: presentAllowed(canVerify) },
  }
}
