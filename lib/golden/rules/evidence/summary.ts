import type { Digest } from '@/lib/oci/digest'

export type VulnerabilitySeverity = 'critical' | 'high' | 'medium' | 'low' | 'negligible' | 'unknown'

export interface Vulnerability {
  /** Such as `CVE-2026-1`. */
  readonly id: string
  readonly severity: VulnerabilitySeverity
  /** Whether a version without it exists; null where the scanner does not say. */
  readonly isFixable: boolean | null
  readonly component: string
}

/** What a document says, in the form its kind is judged by. */
export type EvidenceFacts =
  | {
      readonly kind: 'tests'
      readonly passed: number
      readonly failed: number
      readonly skipped: number
      readonly suites: readonly string[]
      readonly failures: readonly string[]
    }
  | {
      readonly kind: 'vulnerabilities'
      readonly found: readonly Vulnerability[]
      /** Age of the scanner's data, epoch ms; null where the document does not say. */
      readonly dataAt: number | null
    }
  | { readonly kind: 'sbom'; readonly components: number }
  | { readonly kind: 'vex'; readonly suppressed: readonly string[]; readonly statements: number }
  | { readonly kind: 'lint'; readonly errors: number; readonly warnings: number; readonly notes: number }
  | { readonly kind: 'score'; readonly score: number; readonly outOf: number }
  | { readonly kind: 'statement'; readonly isPassed: boolean; readonly name: string }

export type EvidenceFormat =
  | 'junit'
  | 'test-result'
  | 'trivy'
  | 'grype'
  | 'sarif'
  | 'cyclonedx'
  | 'spdx'
  | 'openvex'
  | 'statement'
  | 'score'

/** What was read out of a piece of evidence, whoever sent it. */
export interface EvidenceSummary {
  readonly format: EvidenceFormat
  /** Name and version of what made it, cleaned; null where it does not say. */
  readonly tool: string | null
  /** When the document says it was made, epoch ms; null where it does not. */
  readonly madeAt: number | null
  /** Digests the document itself names as what it speaks of; none where it names none. */
  readonly subjects: readonly Digest[]
  readonly facts: EvidenceFacts
}
