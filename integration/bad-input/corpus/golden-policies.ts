import { type RequestRow, type RowRequest, rows } from '../harness/row'

/** A policy that can be published. */
export const DOCUMENT = {
  requirements: [{ id: 'tests', kind: 'evidence', ref: 'EVD-001', level: 'block' }],
  approvalsMin: 2,
  validityDays: 90,
  graceDays: 30,
  waiverDaysMax: 30,
}

/** Policies that ask for nothing, or for what there is not. */
export const goldenPolicyRows: readonly RequestRow[] = [
  ...rows('E11', { status: 422, code: 'invalid-policy' }, [
    ['a policy that asks for nothing', publish({ ...DOCUMENT, requirements: [], approvalsMin: 0 })],
    ['a check there is none of', publish({ ...DOCUMENT, requirements: [asking('IMG-999')] })],
    ['evidence taken for a check', publish({ ...DOCUMENT, requirements: [asking('EVD-001')] })],
  ]),
  ...rows('E11.f', { status: 422, code: 'invalid-input' }, [
    ['eleven approvals', publish({ ...DOCUMENT, approvalsMin: 11 })],
    [
      'two requirements of one id',
      publish({ ...DOCUMENT, requirements: [asking('IMG-001'), asking('IMG-002')] }),
    ],
    ['a waiver of ten years', publish({ ...DOCUMENT, waiverDaysMax: 3650 })],
  ]),
]

function asking(ref: string) {
  return { id: 'one', kind: 'check', ref, level: 'block' }
}

function publish(document: object): RowRequest {
  return {
    method: 'POST',
    path: '/api/v1/golden/policies',
    as: 'admin-session',
    body: { name: 'bad', document, reason: 'x' },
  }
}
