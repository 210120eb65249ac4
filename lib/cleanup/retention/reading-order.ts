import 'server-only'
import { ageAt } from '../rules/retention/age-chart'
import { untaggedSince } from '../rules/retention/stale-untagged'
import type { VerdictInsert } from '../store/retention-verdicts'
import type { JudgedManifest, JudgedScope, JudgedTag } from './judge-scope'

/** A verdict as it is kept, but for its place. */
export type ShownVerdict = Omit<VerdictInsert, 'run_id' | 'position' | 'is_changed'>

/** As it is read: what goes first, tags before manifests without one, then by repository as judged. */
export function* inReadingOrder({ tags, manifests }: JudgedScope): Generator<ShownVerdict> {
  for (const judged of tags) if (judged.verdict.fate === 'delete') yield ofTag(judged)
  for (const judged of manifests) yield ofManifest(judged)
  for (const judged of tags) if (judged.verdict.fate === 'keep') yield ofTag(judged)
}

function ofTag({ repositoryId, tag, verdict }: JudgedTag): ShownVerdict {
  return {
    repository_id: repositoryId,
    repository: tag.repository,
    tag: tag.tag,
    digest: tag.digest,
    fate: verdict.fate,
    because: verdict.because,
    rule: verdict.rule,
    age_at: ageAt(tag),
    size: tag.size,
  }
}

function ofManifest({ repositoryId, repository, manifest }: JudgedManifest): ShownVerdict {
  return {
    repository_id: repositoryId,
    repository,
    tag: '',
    digest: manifest.digest,
    fate: 'delete',
    because: 'untagged',
    rule: null,
    age_at: untaggedSince(manifest),
    size: manifest.size,
  }
}
