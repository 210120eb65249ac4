import { openApi } from '../harness/api'
import { type RequestRow, type RowRequest, row, rows } from '../harness/row'
import { signIn } from '../harness/session'
import type { World } from '../harness/world'
import { DOCUMENT } from './golden-policies'

const NOT_THERE = `sha256:${'b'.repeat(64)}`
const PASSWORD = 'a password of the developer'
interface Candidate {
  readonly line: string
  readonly version: string
  readonly digest: string
  readonly basis: Readonly<Record<string, unknown>>
}

const candidates = new WeakMap<World, Promise<Candidate>>()

/** A candidate that a developer nominated, made once for each world before the first row that needs it. */
function candidateOf(world: World): Promise<Candidate> {
  const known = candidates.get(world) ?? makeCandidate(world)
  candidates.set(world, known)
  return known
}

async function makeCandidate({ origin, callers }: World): Promise<Candidate> {
  const admin = openApi(origin, callers['admin-session'])
  const made = async (path: string, body: object) => {
    const answer = await admin.post(path, body)
    if (answer.status !== 201) throw new Error(`${path} answered ${JSON.stringify(answer)}`)
    return answer.body
  }
  const dora = await made('/users', { name: 'dora', role: 'member', password: PASSWORD })
  await made('/grants', {
    principals: [{ kind: 'user', id: dora.id }],
    scopes: [{ registry: 'main', path: 'team' }],
    role: 'developer',
  })
  const policy = await made('/golden/policies', { name: 'rows', document: DOCUMENT, reason: 'for the rows' })
  const line = await made('/golden/lines', {
    registry: 'main',
    repository: 'team/app',
    name: 'rows',
    policy: policy.id,
    isPublished: true,
  })
  const developer = openApi(origin, {
    cookie: await signIn(origin, { name: 'dora', password: PASSWORD }),
    origin,
  })
  const nominated = await developer.post(`/golden/lines/${line.id}/versions`, { reference: 'v2' })
  if (nominated.status !== 201) throw new Error(`Nominating answered ${JSON.stringify(nominated)}`)
  const { id, digest, basis } = nominated.body
  return { line: String(line.id), version: String(id), digest: String(digest), basis: Object(basis) }
}

type Wanted = (candidate: Candidate) => RowRequest

/** Asks about the candidate that all rows share. */
export const asked = (wanted: Wanted) => async (world: World) => wanted(await candidateOf(world))

const decide = (
  what: string,
  body: object | ((candidate: Candidate) => object),
  as: RowRequest['as'] = 'admin-session',
) =>
  asked((candidate) => ({
    method: 'POST',
    path: `/api/v1/golden/versions/${candidate.version}/${what}`,
    as,
    body: typeof body === 'function' ? body(candidate) : body,
  }))

const evidence = (more: object | ((candidate: Candidate) => object), as: RowRequest['as'] = 'admin') =>
  asked((candidate) => ({
    method: 'POST',
    path: '/api/v1/evidence',
    as,
    body: {
      subject: { registry: 'main', repository: 'team/app', digest: candidate.digest },
      type: 'EVD-001',
      payload: '<testsuite/>',
      ...(typeof more === 'function' ? more(candidate) : more),
    },
  }))

const subject = (digest: string) => ({ registry: 'main', repository: 'team/app', digest })
const deepJson = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
const deepXml = `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`
const bombXml = `<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><testsuite name="&b;"/>`
const outsideXml = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite name="&e;"/>`
const stop = { ifRevision: 99, reason: 'a page opened long ago' }

const refused = { status: 422, code: 'invalid-evidence' } as const
const stale = { status: 412, code: 'precondition-failed' } as const
const noMachine = { status: 403, code: 'forbidden' } as const

/** What may not make anything golden: nothing is changed by any of it. */
export const goldenRows: readonly RequestRow[] = [
  ...rows('E01', refused, [
    ['XML with entities that grow', evidence({ payload: bombXml })],
    ['XML that names a file', evidence({ payload: outsideXml })],
    ['XML nested too deep', evidence({ payload: deepXml })],
    ['JSON nested too deep', evidence({ type: 'EVD-003', payload: deepJson })],
    ['XML that is none', evidence({ payload: '<testsuite' })],
    ['a document of another type', evidence({ type: 'EVD-002' })],
    ['JSON of no known format', evidence({ type: 'EVD-004', payload: '{}' })],
    ['what is not over yet', evidence({ observedAt: 4_102_444_800_000 })],
  ]),
  row(['E02', 'more than 8 MiB'], evidence({ payload: 'x'.repeat(8 * 1024 * 1024 + 1) }), {
    status: [413, 422],
    code: ['body-too-large', 'invalid-input', 'invalid-evidence'],
  }),
  ...rows('E03', { status: 422, code: 'invalid-digest' }, [
    ['a tag as the subject', evidence({ subject: subject('v2') })],
    ['a digest cut short', evidence({ subject: subject('sha256:abc') })],
    ['a tag behind a digest', evidence({ subject: subject(`${NOT_THERE}:v2`) })],
  ]),
  row(['E04.1', 'evidence of a digest nobody holds'], evidence({ subject: subject(NOT_THERE) }), {
    status: 422,
    code: 'unknown-digest',
  }),
  row(
    ['E04.2', 'a nomination of a digest nobody holds'],
    asked(({ line }) => ({
      method: 'POST',
      path: `/api/v1/golden/lines/${line}/versions`,
      as: 'admin-session',
      body: { reference: NOT_THERE },
    })),
    { status: 422, code: 'unknown-digest' },
  ),
  row(
    ['E04.3', 'a nomination of what is neither tag nor digest'],
    asked(({ line }) => ({
      method: 'POST',
      path: `/api/v1/golden/lines/${line}/versions`,
      as: 'admin-session',
      body: { reference: '../../etc/passwd' },
    })),
    { status: 422, code: 'invalid-tag' },
  ),
  ...rows('E05', { status: 422, code: 'unknown-field' }, [
    ['an approver named in the body', decide('approve', ({ basis }) => ({ basis, approver: 'usr_x' }))],
    ['an approval given for somebody', decide('approve', ({ basis }) => ({ basis, onBehalfOf: 'abe' }))],
    ['evidence that names its producer', evidence({ producer: 'the release team' })],
    ['evidence that brings its own result', evidence({ result: 'PASSED' })],
  ]),
  ...rows('E06', noMachine, [
    ['an API token approving', decide('approve', ({ basis }) => ({ basis }), 'admin')],
    ['an API token marking', decide('mark', { ifRevision: 1 }, 'admin')],
    ['an API token restoring', decide('restore', { ifRevision: 1, reason: 'x' }, 'admin')],
    [
      'an API token asking for a waiver',
      decide('waivers', { ifRevision: 1, reason: 'x', requirementId: 'tests', expiresAt: 1 }, 'admin'),
    ],
    [
      'an API token signing off',
      evidence({ type: 'EVD-007', payload: '{"name":"tests","result":"PASSED"}' }),
    ],
    ['a viewer approving', decide('approve', ({ basis }) => ({ basis }), 'viewer-session')],
    ['a viewer adding evidence', evidence({}, 'viewer')],
  ]),
  ...rows('E07', stale, [
    [
      'an approval of another digest',
      decide('approve', ({ basis }) => ({ basis: { ...basis, digest: NOT_THERE } })),
    ],
    [
      'an approval by a policy of before',
      decide('approve', ({ basis }) => ({ basis: { ...basis, policyDigest: NOT_THERE } })),
    ],
    [
      'an approval of other evidence',
      decide('approve', ({ basis }) => ({ basis: { ...basis, evidenceDigest: NOT_THERE } })),
    ],
    ['a rejection from a stale page', decide('reject', stop)],
    ['a mark from a stale page', decide('mark', { ifRevision: 99 })],
    ['a waiver from a stale page', decide('waivers', { ...stop, requirementId: 'tests', expiresAt: 1 })],
  ]),
  row(
    ['E08.1', 'an approval'],
    decide('approve', ({ basis }) => ({ basis })),
    {
      status: 200,
      mayChange: true,
    },
  ),
  row(
    ['E08.2', 'the same approval once more'],
    decide('approve', ({ basis }) => ({ basis })),
    {
      status: 409,
      code: 'approved-already',
    },
  ),
  row(['E09.1', 'a mark of what is not ready'], decideNow('mark', {}), { status: 409, code: 'not-ready' }),
  ...rows('E09.s', { status: 409, code: 'wrong-state' }, [
    ['a revocation of a candidate', decideNow('revoke', { reason: 'x', category: 'other' })],
    ['a restore of a candidate', decideNow('restore', { reason: 'x' })],
    ['an extension of a candidate', decideNow('extend', { reason: 'x' })],
    ['a revocation called off that was never announced', decideNow('cancel-revocation', { reason: 'x' })],
  ]),
  row(
    ['E10', 'the same digest nominated once more'],
    asked(({ line, digest }) => ({
      method: 'POST',
      path: `/api/v1/golden/lines/${line}/versions`,
      as: 'admin-session',
      body: { reference: digest },
    })),
    { status: 409, code: 'nominated-already' },
  ),
]

/** From a page that was opened right before. */
function decideNow(what: string, body: object) {
  return async (world: World): Promise<RowRequest> => {
    const { version } = await candidateOf(world)
    const seen = await world.admin.get(`/golden/versions/${version}`)
    return {
      method: 'POST',
      path: `/api/v1/golden/versions/${version}/${what}`,
      as: 'admin-session',
      body: { ...body, ifRevision: seen.body.revision },
    }
  }
}
