import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { loadSubject } from '../evaluate/load-subject'
import { type Comparison, compareFindings, compareSubjects, type FindingChange } from '../rules/compare'
import { currentOf } from '../rules/version'
import type { LineRow } from '../store/lines'
import { findVersion, listVersionFacts, type VersionRow } from '../store/versions'

export interface VersionComparison extends Comparison {
  readonly with: { readonly versionId: string; readonly name: string; readonly digest: string }
  readonly findings: readonly FindingChange[]
}

/** What is different from the version in force; null where none is, or it is the same. */
export async function compareWithCurrent(
  db: Executor,
  { line, version }: { readonly line: LineRow; readonly version: VersionRow },
  now: number,
): Promise<VersionComparison | null> {
  const current = currentOf(await listVersionFacts(db, [line.id]), now)
  if (current === undefined || current.id === version.id) return null
  const with_ = await findVersion(db, current.id)
  const before = await subjectOf(db, line, current.digest, now)
  const after = await subjectOf(db, line, version.digest, now)
  if (with_ === undefined || before === undefined || after === undefined) return null
  return {
    with: { versionId: with_.id, name: with_.name, digest: with_.digest },
    ...compareSubjects(before, after),
    findings: compareFindings(with_.findings, version.findings),
  }
}

function subjectOf(db: Executor, { repositoryId }: LineRow, digest: string, now: number) {
  return loadSubject(db, { repositoryId, digest, currentSize: null, now })
}
