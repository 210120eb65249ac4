import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { isExpiring } from '../rules/expiring'
import { currentOf, stateOf, type VersionState } from '../rules/version'
import { countOpenDrift, type LineRow } from '../store/lines'
import { listVersionFacts, listVersionsById } from '../store/versions'
import { type ShownVersion, showVersions } from './shown-version'

export interface ShownLine {
  readonly line: LineRow
  readonly current: ShownVersion | null
  readonly counts: Readonly<Record<VersionState | 'expiring', number>>
  readonly openDrift: number
}

/** Lines with what is in force in them and how many versions are what. */
export async function showLines(
  db: Executor,
  lines: readonly LineRow[],
  now: number,
): Promise<readonly ShownLine[]> {
  const ids = lines.map(({ id }) => id)
  const facts = await listVersionFacts(db, ids)
  const drift = await countOpenDrift(db, ids)
  const grouped = lines.map((line) => {
    const versions = facts.filter(({ lineId }) => lineId === line.id)
    return { line, versions, current: currentOf(versions, now) }
  })
  const current = await showCurrent(db, grouped, now)
  return grouped.map(({ line, versions }) => {
    const states = versions.map((version) => ({ ...version, state: stateOf(version, versions, now) }))
    const count = (state: VersionState) => states.filter((version) => version.state === state).length
    return {
      line,
      current: current.get(line.id) ?? null,
      openDrift: drift.get(line.id) ?? 0,
      counts: {
        candidate: count('candidate'),
        golden: count('golden'),
        superseded: count('superseded'),
        expired: count('expired'),
        rejected: count('rejected'),
        revoked: count('revoked'),
        expiring: states.filter(({ state, expiresAt }) => isExpiring(state, expiresAt, now)).length,
      },
    }
  })
}

async function showCurrent(
  db: Executor,
  lines: readonly { readonly line: LineRow; readonly current: { readonly id: string } | undefined }[],
  now: number,
): Promise<ReadonlyMap<string, ShownVersion>> {
  const rows = await listVersionsById(
    db,
    lines.flatMap(({ current }) => current?.id ?? []),
  )
  const places = rows.flatMap((version) => {
    const line = lines.find(({ line: { id } }) => id === version.lineId)?.line
    return line === undefined ? [] : [{ line, version }]
  })
  const shown = await showVersions(db, places, now)
  return new Map(shown.map((one) => [one.line.id, one]))
}
