import type { EvidenceType } from '@/lib/core/evidence-types'
import { ATTESTATION_CHECKS } from './attestations/catalogue'
import type { AttestationCheck } from './attestations/check'
import { IMAGE_CHECKS } from './checks/catalogue'
import type { Check, Params, Severity } from './checks/check'

/** Something a policy can ask for. */
export interface CatalogueItem {
  /** Stable for ever, such as `IMG-001`. */
  readonly ref: string
  readonly kind: 'check' | 'evidence'
  readonly name: string
  readonly title: string
  readonly explanation: string
  readonly remedy: string
  readonly sources: readonly string[]
  readonly severity: Severity | null
  readonly defaults: Params
}

type Evidence = Omit<CatalogueItem, 'ref' | 'kind' | 'severity'>

const EVIDENCE: Readonly<Record<EvidenceType, Evidence>> = {
  'EVD-001': {
    name: 'tests',
    title: 'Its tests passed',
    explanation: 'An image nobody has tested is a guess.',
    remedy: 'Send the JUnit report, or an in-toto test result, of the tests that ran against this digest.',
    sources: ['in-toto test-result v0.1'],
    defaults: { testsMin: 1, suites: [] },
  },
  'EVD-002': {
    name: 'vulnerabilities',
    title: 'A scanner found nothing that may not be there',
    explanation: 'Known vulnerabilities are what attackers try first.',
    remedy:
      'Scan this digest with Trivy or Grype and send the JSON or SARIF report; rebuild on a fixed base.',
    sources: ['CIS 4.4', 'SSDF RV.1'],
    defaults: { criticalMax: 0, highMax: 0, fixableOnly: false },
  },
  'EVD-003': {
    name: 'sbom',
    title: 'What it is made of is written down',
    explanation: 'Without a list of components nobody can say tomorrow whether a new finding concerns it.',
    remedy: 'Send a CycloneDX or SPDX document of this digest.',
    sources: ['SSDF PS.3.2'],
    defaults: {},
  },
  'EVD-004': {
    name: 'vex',
    title: 'What does not concern it is stated',
    explanation: 'A finding that cannot be reached should be said to be so by somebody, not ignored.',
    remedy: 'Send an OpenVEX document.',
    sources: ['OpenVEX'],
    defaults: {},
  },
  'EVD-005': {
    name: 'lint',
    title: 'Its Dockerfile was linted',
    explanation: 'A linter finds what reviews overlook.',
    remedy: 'Send the SARIF report of hadolint or dockle.',
    sources: ['hadolint', 'dockle'],
    defaults: { errorsMax: 0 },
  },
  'EVD-006': {
    name: 'benchmark',
    title: 'It reaches the score of a benchmark',
    explanation: 'CIS and STIG say in detail what hardened means.',
    remedy: 'Send the points reached and how many there were.',
    sources: ['CIS', 'DISA STIG'],
    defaults: { percentMin: 90 },
  },
  'EVD-007': {
    name: 'sign-off',
    title: 'Somebody signed it off',
    explanation: 'Some things only a person can judge.',
    remedy: 'Open the version and answer the checklist.',
    sources: [],
    defaults: {},
  },
  'EVD-008': {
    name: 'boot-smoke',
    title: 'It starts',
    explanation: 'The plainest of all tests: a container of it was started and answered.',
    remedy: 'Start it in CI, and send the name of the test with its result.',
    sources: [],
    defaults: {},
  },
}

/** Every automatic check, in the order they are shown. */
export const CHECKS: readonly (Check | AttestationCheck)[] = [...IMAGE_CHECKS, ...ATTESTATION_CHECKS]

/** Everything a policy can ask for besides items of its own. */
export const CATALOGUE: readonly CatalogueItem[] = [
  ...CHECKS.map(({ id, run: _run, ...check }) => ({ ref: id, kind: 'check' as const, ...check })),
  ...Object.entries(EVIDENCE).map(([ref, item]) => ({
    ref,
    kind: 'evidence' as const,
    severity: null,
    ...item,
  })),
]

const BY_REF: ReadonlyMap<string, CatalogueItem> = new Map(CATALOGUE.map((item) => [item.ref, item]))
const IMAGE_CHECK: ReadonlyMap<string, Check> = new Map(IMAGE_CHECKS.map((check) => [check.id, check]))
const ATTESTATION_CHECK: ReadonlyMap<string, AttestationCheck> = new Map(
  ATTESTATION_CHECKS.map((check) => [check.id, check]),
)

export function findItem(ref: string): CatalogueItem | undefined {
  return BY_REF.get(ref)
}

/** A check of manifest and config. */
export function findImageCheck(ref: string): Check | undefined {
  return IMAGE_CHECK.get(ref)
}

/** A check of what is attached. */
export function findAttestationCheck(ref: string): AttestationCheck | undefined {
  return ATTESTATION_CHECK.get(ref)
}
