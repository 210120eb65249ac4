import { describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import type { Params } from '../checks/check'
import type { Outcome } from '../policy'
import { ATTESTATION_CHECKS } from './catalogue'
import type { AttestationSubject } from './check'
import type { Attachment, AttestationFacts } from './facts'
import { isSameSource } from './source'

const digestOf = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`)
const [TOP, AMD, ARM, OTHER] = ['a', 'b', 'c', 'd'].map(digestOf)
if (TOP === undefined || AMD === undefined || ARM === undefined || OTHER === undefined) throw new Error()

const attached = (more: Partial<Attachment>): Attachment => ({
  digest: OTHER,
  kind: 'other',
  type: 'application/example',
  subject: TOP,
  claims: [],
  problem: null,
  signed: null,
  provenance: null,
  ...more,
})
const signed = (by: string, more: Partial<Attachment> = {}) =>
  attached({
    kind: 'signature',
    claims: [more.subject ?? TOP],
    signed: { scheme: 'raw', payloadType: '', payload: 'e30=', signature: by },
    ...more,
  })
const built = (said: Partial<NonNullable<Attachment['provenance']>>, more: Partial<Attachment> = {}) =>
  attached({ kind: 'provenance', provenance: { builder: null, mode: null, sources: [], ...said }, ...more })
const facts = (attachments: readonly Attachment[], more: Partial<AttestationFacts> = {}) => ({
  digest: TOP,
  members: [],
  attachments,
  isComplete: true,
  ...more,
})
const image = (labels: Record<string, string>) => ({ config: { labels } })
const LABEL = 'org.opencontainers.image.'

/** A signature here is the name of the key that made it. */
function run(id: string, subject: Partial<AttestationSubject>, params: Params = {}): Outcome {
  const check = ATTESTATION_CHECKS.find((one) => one.id === id)
  if (check === undefined) throw new Error(id)
  const verify = ({ signature }: { signature: string }, key: string) =>
    key === 'broken' ? null : signature === key
  const whole = { facts: null, images: [], verify, ...subject }
  return check.run(whole, { ...check.defaults, ...params }).outcome
}

describe('ATT-001: a signature counts when a key of the policy made it', () => {
  const keys = { keys: ['ours'] }

  it.each<[string, readonly Attachment[], Params, Outcome]>([
    ['passes one that the key made', [signed('ours')], keys, 'pass'],
    ['fails one that another key made', [signed('theirs')], keys, 'fail'],
    ['fails where there is none', [], keys, 'fail'],
    ['does not know without keys', [signed('ours')], {}, 'unknown'],
    ['does not know with a key nobody can read', [signed('theirs')], { keys: ['broken'] }, 'unknown'],
    ['fails one whose text speaks of another digest', [signed('ours', { claims: [OTHER] })], keys, 'fail'],
    ['does not know kinds that are not read', [signed('x', { signed: null })], keys, 'unknown'],
    ['passes when one of several is good', [signed('theirs'), signed('ours')], keys, 'pass'],
  ])('%s', (_title, attachments, ...rest) => {
    const [params, outcome] = rest
    expect(run('ATT-001', { facts: facts(attachments) }, params)).toBe(outcome)
  })

  it('asks for one on the index, or for one on each of its images', () => {
    const members = { members: [AMD, ARM] }
    const on = (...subjects: readonly (typeof TOP)[]) => ({
      facts: facts(
        subjects.map((subject) => signed('ours', { subject })),
        members,
      ),
    })
    expect(run('ATT-001', on(TOP), keys)).toBe('pass')
    expect(run('ATT-001', on(AMD, ARM), keys)).toBe('pass')
    expect(run('ATT-001', on(AMD), keys)).toBe('fail')
  })
})

describe('ATT-002 to ATT-005: what is attached', () => {
  it.each(['ATT-001', 'ATT-002', 'ATT-003', 'ATT-005'])(
    '%s is unknown until the registry was asked',
    (id) => {
      expect(run(id, { facts: null })).toBe('unknown')
    },
  )

  it.each(['ATT-001', 'ATT-002', 'ATT-003', 'ATT-005'])(
    '%s is never “none” while there is more than was read',
    (id) => {
      expect(run(id, { facts: facts([], { isComplete: false }) })).toBe('unknown')
    },
  )

  it('takes a list of components that speaks of this digest, and no other', () => {
    expect(run('ATT-002', { facts: facts([attached({ kind: 'sbom' })]) })).toBe('pass')
    expect(run('ATT-002', { facts: facts([attached({ kind: 'sbom', claims: [TOP] })]) })).toBe('pass')
    expect(run('ATT-002', { facts: facts([attached({ kind: 'sbom', claims: [OTHER] })]) })).toBe('fail')
    expect(run('ATT-002', { facts: facts([attached({ kind: 'sbom', problem: 'No.' })]) })).toBe('unknown')
  })

  it('holds the builder and the depth of provenance against the policy', () => {
    const ci = { facts: facts([built({ builder: 'https://ci', mode: 'min' })]) }
    expect(run('ATT-003', ci)).toBe('pass')
    expect(run('ATT-003', ci, { builders: ['https://ci'] })).toBe('pass')
    expect(run('ATT-003', ci, { builders: ['https://other'] })).toBe('fail')
    expect(run('ATT-003', ci, { mode: 'max' })).toBe('fail')
    expect(run('ATT-003', { facts: facts([built({ mode: null })]) }, { mode: 'max' })).toBe('unknown')
    const unread = { facts: facts([built({}, { provenance: null, problem: 'Too large.' })]) }
    expect(run('ATT-003', unread)).toBe('unknown')
  })

  it('compares source and revision with the labels', () => {
    const said = facts([
      built({
        sources: [{ uri: 'git+https://example.com/team/app@refs/heads/main', revision: 'abcdef0123' }],
      }),
    ])
    const labelled = (source: string, revision: string) => ({
      facts: said,
      images: [image({ [`${LABEL}source`]: source, [`${LABEL}revision`]: revision })],
    })
    expect(run('ATT-004', labelled('https://example.com/team/app.git', 'abcdef0'))).toBe('pass')
    expect(run('ATT-004', labelled('https://example.com/team/app', 'fedcba9'))).toBe('fail')
    expect(run('ATT-004', labelled('https://example.com/team/other', 'abcdef0'))).toBe('fail')
    expect(run('ATT-004', labelled('', ''))).toBe('unknown')
    expect(run('ATT-004', { ...labelled('https://x', ''), facts: facts([]) })).toBe('unknown')
  })

  it('passes statements on exploitability that can be read', () => {
    expect(run('ATT-005', { facts: facts([attached({ kind: 'vex' })]) })).toBe('pass')
    expect(run('ATT-005', { facts: facts([attached({ kind: 'vex', problem: 'Not JSON.' })]) })).toBe(
      'unknown',
    )
  })
})

it.each([
  ['git+https://Example.com/team/app.git', 'https://example.com/team/app', true],
  ['git@example.com:team/app', 'https://example.com/team/app', true],
  ['ssh://git@example.com/team/app.git', 'https://example.com/team/app/', true],
  ['https://example.com/team/app#main', 'https://example.com/team/app', true],
  ['https://example.com/team/app', 'https://example.com/Team/app', false],
  ['https://example.com/team/app', 'https://example.org/team/app', false],
])('%s and %s: the same source is %s', (one, other, isSame) => {
  expect(isSameSource(one, other)).toBe(isSame)
})
