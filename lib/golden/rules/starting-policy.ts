import { findItem } from './catalogue'
import type { PolicyDocument, Requirement } from './policy'

const BLOCKING = ['IMG-001', 'IMG-004', 'IMG-005', 'IMG-010', 'IMG-011', 'IMG-020', 'IMG-022'] as const
const TELLING = [
  'IMG-002',
  'IMG-006',
  'IMG-007',
  'IMG-008',
  'IMG-012',
  'IMG-014',
  'IMG-016',
  'IMG-018',
  'IMG-019',
  'IMG-021',
] as const

/** A secret in an image is not let pass by anybody. */
const SECRETS: ReadonlySet<string> = new Set(['IMG-004', 'IMG-005'])

/**
 * What an organisation can begin with: nothing runs as root, carries a secret or an unknown format, tests passed,
 * a scanner found nothing critical or high, and two people agree. Valid for 90 days.
 */
export const STARTING_POLICY: PolicyDocument = {
  requirements: [
    ...BLOCKING.map((ref) => asked(ref, { level: 'block', isWaivable: !SECRETS.has(ref) })),
    ...TELLING.map((ref) => asked(ref, { level: 'warn' })),
    asked('EVD-001', { level: 'block', maxAgeDays: 30 }),
    asked('EVD-002', { level: 'block', maxAgeDays: 7 }),
    asked('EVD-003', { level: 'warn' }),
  ],
  approvalsMin: 2,
  approverGroups: [],
  validityDays: 90,
  graceDays: 30,
  waiverDaysMax: 30,
  platforms: [],
}

function asked(ref: string, more: Partial<Requirement>): Requirement {
  const item = findItem(ref)
  if (item === undefined) throw new Error(`The catalogue has no ${ref}.`)
  return {
    id: item.name,
    kind: item.kind,
    ref,
    params: item.defaults,
    level: 'warn',
    maxAgeDays: null,
    isWaivable: true,
    ...more,
  }
}
