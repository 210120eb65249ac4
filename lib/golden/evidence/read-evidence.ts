import { z } from 'zod'
import { EVIDENCE_BYTES_MAX, type EvidenceType } from '@/lib/core/evidence-types'
import type { EvidenceFormat, EvidenceSummary } from '../rules/evidence/summary'
import { readJsonDocument, unreadable } from './document'
import { cycloneDx, openVex, sarifReport, spdx } from './reports'
import { plainStatement, scoreStatement, testResult } from './statements'
import { readJUnit } from './tests'
import { grypeReport, trivyReport } from './vulnerabilities'

/** What each type of evidence may be written in; the names are those of the requirement catalogue. */
const JSON_FORMATS = {
  'EVD-001': z.union([testResult]),
  'EVD-002': z.union([trivyReport, grypeReport, sarifReport]),
  'EVD-003': z.union([cycloneDx, spdx]),
  'EVD-004': z.union([openVex]),
  'EVD-005': z.union([sarifReport]),
  'EVD-006': z.union([scoreStatement]),
  'EVD-007': z.union([plainStatement]),
  'EVD-008': z.union([plainStatement]),
} as const satisfies Readonly<Record<EvidenceType, z.ZodType<EvidenceSummary>>>

/**
 * Reads a document of at most 8 MiB as one type of evidence. The format is told from the document.
 * @throws InvalidInputError `invalid-evidence` for anything that is not one of the type's formats
 */
export function readEvidence(type: EvidenceType, bytes: Uint8Array): EvidenceSummary {
  if (bytes.length > EVIDENCE_BYTES_MAX) throw unreadable('The document is larger than 8 MiB.')
  if (type === 'EVD-001' && looksLikeXml(bytes)) return readJUnit(bytes)
  const parsed = JSON_FORMATS[type].safeParse(readJsonDocument(bytes))
  if (!parsed.success) throw unreadable('The document is in none of the formats this type is read in.')
  return parsed.data
}

/** Formats each type is read in, for people. */
export const EVIDENCE_FORMATS: Readonly<Record<EvidenceType, readonly EvidenceFormat[]>> = {
  'EVD-001': ['junit', 'test-result'],
  'EVD-002': ['trivy', 'grype', 'sarif'],
  'EVD-003': ['cyclonedx', 'spdx'],
  'EVD-004': ['openvex'],
  'EVD-005': ['sarif'],
  'EVD-006': ['score'],
  'EVD-007': ['statement'],
  'EVD-008': ['statement'],
}

function looksLikeXml(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 256)).toString('utf8').trimStart().startsWith('<')
}
