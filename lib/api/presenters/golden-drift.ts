import 'server-only'
import type { Page } from '@/lib/core/paging'
import { sayDrift } from '@/lib/golden/rules/drift-words'
import { repairOf } from '@/lib/golden/rules/settle-drift'
import type { ShownDrift } from '@/lib/golden/use-cases/drift/list-drift'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

const REPAIRS = {
  'point-tag': 'Points the tag at the golden digest again. What was pushed over it stays, without the tag.',
  'put-back': 'Puts back exactly the bytes that are kept here.',
  pin: 'Puts the pin back.',
} as const

const LEARNED = ['notification', 'sweep', 'clock', 'assay'] as const
const RESOLUTIONS = ['by-itself', 'repaired', 'no-longer-golden'] as const

export function presentDrift({ row, state, repairedBy, canRepair }: ShownDrift) {
  const repair = row.resolvedAt === null ? repairOf(row.kind) : null
  return {
    id: row.id,
    registry: row.registry,
    repository: row.repository,
    line: { id: row.lineId, name: row.line },
    version: { id: row.versionId, name: row.version, digest: row.digest, state },
    kind: row.kind,
    subject: row.subject,
    expected: row.expected,
    found: row.found,
    detail: sayDrift(row),
    detectedAt: row.detectedAt,
    learnedBy: LEARNED.find((one) => one === row.learnedBy) ?? 'sweep',
    resolvedAt: row.resolvedAt,
    resolution: RESOLUTIONS.find((one) => one === row.resolution) ?? null,
    repairedBy,
    repair: repair && { kind: repair, detail: REPAIRS[repair] },
    can: { repair: presentAllowed(canRepair) },
  }
}

export function presentDriftPage(page: Page<ShownDrift>) {
  return presentPage(page, presentDrift)
}
