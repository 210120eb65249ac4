import 'server-only'
import type { Page } from '@/lib/core/paging'
import { sayDrift } from '@/lib/golden/rules/drift-words'
import { sayProblem } from '@/lib/golden/rules/put-back'
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
const RESOLUTIONS = ['by-itself', 'repaired', 'put-back', 'no-longer-golden'] as const
const PUT_BACK = { now: 'due', 'under-way': 'under-way', wait: 'waiting', 'given-up': 'given-up' } as const

export function presentDrift({ row, state, repairedBy, putBack, canRepair }: ShownDrift) {
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
    repairedBy: row.resolution === 'put-back' ? 'Assay' : repairedBy,
    repair: repair && { kind: repair, detail: REPAIRS[repair] },
    putBack:
      putBack === 'leave'
        ? null
        : {
            state: PUT_BACK[putBack],
            attempts: row.attempts,
            againAt: row.attemptAgainAt,
            problem: row.attemptProblem === null ? null : sayProblem(row.attemptProblem),
          },
    can: { repair: presentAllowed(canRepair) },
  }
}

export function presentDriftPage(page: Page<ShownDrift>) {
  return presentPage(page, presentDrift)
}
