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
  const inForce = await findVersion(db, current.id)
  const known = { repositoryId: line.repositoryId, currentSize: null, now }
  const before = await loadSubject(db, { ...known, digest: current.digest })
  const after = await loadSubject(db, { ...known, digest: version.digest })
  if (inForce === undefined || before === undefined || after === undefined) return null
  return {
    with: { versionId: inForce.id, name: inForce.name, digest: inForce.digest },
    ...compareSubjects(before, after),
    findings: compareFindings(inForce.findings, version.findings),
  }
}
