import { describe, expect, it } from 'vitest'
import { EVIDENCE_TYPES, type EvidenceType } from '@/lib/core/evidence-types'
import type { Params } from '../rules/checks/check'
import { judgeEvidence } from '../rules/evidence/judge'
import { readEvidence } from './read-evidence'

const NOW = Date.parse('2026-11-21T00:00:00Z')
const DIGEST = `sha256:${'a'.repeat(64)}`
const bytes = (document: unknown) =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))
const outcomeOf = (
  type: EvidenceType,
  document: unknown,
  { suppressed, ...params }: Params & { suppressed?: readonly string[] } = {},
) =>
  judgeEvidence({
    summary: readEvidence(type, bytes(document)),
    params,
    suppressed: new Set(suppressed ?? []),
    now: NOW,
  }).outcome

const JUNIT = `<?xml version="1.0"?><testsuites><testsuite name="api" tests="9" failures="0" timestamp="2026-11-20T10:00:00Z">
  <testcase name="starts" classname="boot"/><testcase name="stops"><skipped/></testcase></testsuite></testsuites>`
const trivy = (...found: object[]) => ({
  SchemaVersion: 2,
  CreatedAt: '2026-11-20T10:00:00Z',
  Trivy: { Version: '0.60.0' },
  Metadata: { RepoDigests: [`registry.example/team/app@${DIGEST}`] },
  Results: [{ Target: 'os', Vulnerabilities: found }],
})
const cve = (id: string, severity: string, fixed = '') => ({
  VulnerabilityID: id,
  PkgName: 'openssl',
  FixedVersion: fixed,
  Severity: severity,
})
const grype = (built: unknown, ...severities: string[]) => ({
  descriptor: { name: 'grype', version: '0.100.0', timestamp: '2026-11-20T10:00:00Z', db: built },
  source: { target: { manifestDigest: DIGEST, repoDigests: [] } },
  matches: severities.map((severity, at) => ({
    vulnerability: { id: `CVE-${at}`, severity, fix: { state: 'fixed' } },
    artifact: { name: 'zlib' },
  })),
})
const sarif = (...levels: string[]) => ({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'hadolint' } }, results: levels.map((level) => ({ level })) }],
})
const CYCLONEDX = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { timestamp: '2026-11-20T10:00:00Z', component: { version: DIGEST } },
  components: [{ name: 'zlib' }],
}
const SPDX = {
  spdxVersion: 'SPDX-2.3',
  creationInfo: { created: '2026-11-20T10:00:00Z', creators: ['Tool: syft-1.0'] },
  packages: [{ versionInfo: DIGEST }, {}],
}
const VEX = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  author: 'security',
  timestamp: '2026-11-20T10:00:00Z',
  statements: [
    {
      vulnerability: { name: 'CVE-1' },
      status: 'not_affected',
      products: [{ '@id': `pkg:oci/app@sha256%3A${'a'.repeat(64)}` }],
    },
    { vulnerability: 'CVE-2', status: 'affected' },
  ],
}

describe('what a test report says', () => {
  it('is counted case by case, whatever its totals claim', () => {
    const { facts, madeAt } = readEvidence('EVD-001', bytes(JUNIT))
    expect(facts).toEqual({ kind: 'tests', passed: 1, failed: 0, skipped: 1, suites: ['api'], failures: [] })
    expect(madeAt).toBe(Date.parse('2026-11-20T10:00:00Z'))
  })

  it('passes, and fails for a failure, a suite that did not run or too few tests', () => {
    expect(outcomeOf('EVD-001', JUNIT)).toBe('pass')
    expect(outcomeOf('EVD-001', JUNIT.replace('<skipped/>', '<failure>x</failure>'))).toBe('fail')
    expect(outcomeOf('EVD-001', JUNIT.replace('<skipped/>', '<error/>'))).toBe('fail')
    expect(outcomeOf('EVD-001', JUNIT, { suites: ['smoke'] })).toBe('fail')
    expect(outcomeOf('EVD-001', JUNIT, { testsMin: 2 })).toBe('fail')
  })

  it('is read from in-toto too, and a FAILED that names nothing is a failure', () => {
    const statement = {
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      subject: [{ digest: { sha256: 'a'.repeat(64) } }],
      predicate: { result: 'FAILED', passedTests: ['one'] },
    }
    expect(readEvidence('EVD-001', bytes(statement)).subjects).toEqual([DIGEST])
    expect(outcomeOf('EVD-001', statement)).toBe('fail')
  })
})

describe('what a scan says', () => {
  it('names the image it looked at, and what found it', () => {
    expect(readEvidence('EVD-002', bytes(trivy()))).toMatchObject({
      tool: 'Trivy 0.60.0',
      subjects: [DIGEST],
    })
    expect(readEvidence('EVD-002', bytes(grype({})))).toMatchObject({
      tool: 'Grype 0.100.0',
      subjects: [DIGEST],
    })
  })

  it.each([
    ['nothing found', [], {}, 'pass'],
    ['a critical one', [cve('CVE-1', 'CRITICAL')], {}, 'fail'],
    ['a low one', [cve('CVE-1', 'LOW')], {}, 'pass'],
    ['more low ones than allowed', [cve('CVE-1', 'LOW')], { lowMax: 0 }, 'fail'],
    ['as many high ones as allowed', [cve('CVE-1', 'HIGH')], { highMax: 1 }, 'pass'],
    ['one counted twice', [cve('CVE-1', 'HIGH'), cve('CVE-1', 'HIGH')], { highMax: 1 }, 'pass'],
    [
      'one nobody has fixed, where only fixable ones count',
      [cve('CVE-1', 'HIGH')],
      { fixableOnly: true },
      'pass',
    ],
    [
      'one that is fixed, where only fixable ones count',
      [cve('CVE-1', 'HIGH', '3.1')],
      { fixableOnly: true },
      'fail',
    ],
    ['scanner data of unknown age', [], { dataDaysMax: 5 }, 'unknown'],
  ] as const)('%s', (...[, found, params, expected]) => {
    expect(outcomeOf('EVD-002', trivy(...found), params)).toBe(expected)
  })

  it('leaves out what VEX says does not matter', () => {
    expect(outcomeOf('EVD-002', trivy(cve('CVE-1', 'CRITICAL')), { suppressed: ['CVE-1'] })).toBe('pass')
  })

  it('is worth nothing with old data', () => {
    expect(outcomeOf('EVD-002', grype({ built: '2026-11-20T00:00:00Z' }), { dataDaysMax: 5 })).toBe('pass')
    expect(
      outcomeOf('EVD-002', grype({ status: { built: '2026-10-01T00:00:00Z' } }), { dataDaysMax: 5 }),
    ).toBe('fail')
    expect(outcomeOf('EVD-002', grype({ built: 'x' }, 'Critical'))).toBe('fail')
  })
})

describe('what other documents say', () => {
  it.each([
    ['EVD-005', sarif(), 'pass'],
    ['EVD-005', sarif('warning'), 'warn'],
    ['EVD-005', sarif('error'), 'fail'],
    ['EVD-003', CYCLONEDX, 'pass'],
    ['EVD-003', { ...CYCLONEDX, components: [] }, 'unknown'],
    ['EVD-003', SPDX, 'pass'],
    ['EVD-004', VEX, 'pass'],
    ['EVD-006', { name: 'CIS', score: 90, outOf: 100 }, 'fail'],
    ['EVD-006', { name: 'CIS', score: 100, outOf: 100 }, 'pass'],
    ['EVD-007', { name: 'penetration test', result: 'PASSED' }, 'pass'],
    ['EVD-008', { name: 'boots', result: 'FAILED' }, 'fail'],
  ] as const)('%s %#', (type, document, expected) => {
    expect(outcomeOf(type, document)).toBe(expected)
  })

  it('names the digest it speaks of', () => {
    for (const [type, document] of [
      ['EVD-003', CYCLONEDX],
      ['EVD-003', SPDX],
      ['EVD-004', VEX],
    ] as const) {
      expect(readEvidence(type, bytes(document)).subjects).toEqual([DIGEST])
    }
  })
})

describe('what is no evidence', () => {
  const deepJson = `${'['.repeat(65)}${']'.repeat(65)}`
  const deepXml = `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuites>&b;</testsuites>'

  it.each([
    ['nothing', ''],
    ['not JSON', '{'],
    ['not UTF-8', Buffer.from([0xff, 0xfe])],
    ['too deep JSON', deepJson],
    ['too deep XML', deepXml],
    ['XML with entities', bomb],
    ['XML that ends in the middle', '<testsuites><testsuite>'],
    ['a report without a test', '<testsuites name="none"/>'],
    ['a list', []],
    ['null', null],
    ['something else', { hello: 'world' }],
    ['a form with a field nobody knows', { name: 'x', result: 'PASSED', role: 'admin' }],
    ['an address that runs code', { name: 'x', result: 'PASSED', url: 'javascript:alert(1)' }],
    ['a score above its maximum', { name: 'x', score: 11, outOf: 10 }],
  ])('%s', (_title, document) => {
    for (const type of EVIDENCE_TYPES) {
      const read = () => readEvidence(type, Buffer.isBuffer(document) ? document : bytes(document))
      expect(read, type).toThrow(expect.objectContaining({ code: 'invalid-evidence' }))
    }
  })

  it('more than 8 MiB', () => {
    const large = Buffer.alloc(8 * 1024 * 1024 + 1, ' ')
    expect(() => readEvidence('EVD-002', large)).toThrow(
      expect.objectContaining({ code: 'invalid-evidence' }),
    )
  })

  it('shows what is inside without its control characters', () => {
    const { facts } = readEvidence('EVD-007', bytes({ name: 'a\u202eb', result: 'PASSED' }))
    expect(facts).toMatchObject({ name: expect.not.stringContaining('\u202e') })
  })
})
