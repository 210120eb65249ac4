/** Every type of evidence by its id in the catalogue, and what it is about. */
export const EVIDENCE_TYPES = [
  'EVD-001',
  'EVD-002',
  'EVD-003',
  'EVD-004',
  'EVD-005',
  'EVD-006',
  'EVD-007',
  'EVD-008',
] as const

export type EvidenceType = (typeof EVIDENCE_TYPES)[number]

/** Whether a text names a type of evidence. */
export function isEvidenceType(text: string): text is EvidenceType {
  return EVIDENCE_TYPES.some((type) => type === text)
}

/** Of one document, as bytes. */
export const EVIDENCE_BYTES_MAX = 8 * 1024 * 1024
