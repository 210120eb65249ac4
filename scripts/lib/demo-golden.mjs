import { setTimeout as delay } from 'node:timers/promises'
import { say } from './say.mjs'
import { signIn } from './session.mjs'

const REGISTRY = 'main'
const LEDGER = 'payments/ledger'
const BASE = 'platform/base'
const KNOWN_WITHIN_MS = 30_000

/**
 * Golden lines as a company has them, decided through the API by the people of the demo: one line with versions that
 * are golden, superseded and about to expire, revoked, and a candidate that waits; and a base image that expires soon.
 */
export async function ensureGolden({ url, api: admin, secrets }) {
  const { items } = await admin('/golden/lines?limit=200')
  if (items.length > 0) return
  say('Nominating, approving and revoking golden images…')
  const people = await signInAll(url, secrets)
  const call = { ...people, admin }
  const policy = await publishPolicy(admin)
  const ledger = await addLine(call.owner, {
    repository: LEDGER,
    name: 'payments-ledger',
    description: 'What every ledger deployment runs.',
    policy: policy.id,
  })
  const ci = await makeCiToken(call.developer)
  const make = (tag) => makeGolden(call, { url, ci, line: ledger, tag })

  const broken = await make('1.5.1')
  await make('1.6.0')
  await publishNext(admin, policy)
  const current = await make('1.7.1')
  await bringCandidate(call, { url, ci, line: ledger, tag: '1.7.2', reason: 'Rounds fees the new way.' })
  await revoke(call.approver, broken)
  await promote(call, ledger, current)
  await makeBase(call)
}

async function signInAll(url, { passwords }) {
  const names = ['owner', 'developer', 'approver']
  const pairs = names.map(async (name) => {
    const { api } = await signIn(url, { name, password: passwords[name] })
    return [name, api]
  })
  return Object.fromEntries(await Promise.all(pairs))
}

const TESTS = { id: 'tests', kind: 'evidence', ref: 'EVD-001', params: { testsMin: 10 }, level: 'block' }
const REQUIREMENTS = [
  { id: 'user-not-root', kind: 'check', ref: 'IMG-001', level: 'block' },
  { id: 'env-secret', kind: 'check', ref: 'IMG-004', level: 'block', isWaivable: false },
  { id: 'history-secret', kind: 'check', ref: 'IMG-005', level: 'block', isWaivable: false },
  { id: 'not-latest', kind: 'check', ref: 'IMG-011', level: 'block' },
  { id: 'labels-required', kind: 'check', ref: 'IMG-012', level: 'warn' },
  { id: 'exec-form', kind: 'check', ref: 'IMG-017', level: 'warn' },
  { ...TESTS, maxAgeDays: 30 },
]
const RELEASE_NOTES = {
  id: 'release-notes',
  kind: 'manual',
  ref: 'The release notes were read by support',
  level: 'block',
}

/** Of a first version images were golden by for ten days, so that those show what is about to expire. */
function documentOf({ validityDays, requirements }) {
  return { requirements, approvalsMin: 2, validityDays, graceDays: 14, waiverDaysMax: 30 }
}

async function publishPolicy(admin) {
  return admin('/golden/policies', {
    method: 'POST',
    body: {
      name: 'Services',
      description: 'What it takes before a service may be deployed.',
      document: documentOf({ validityDays: 10, requirements: REQUIREMENTS }),
      reason: 'Agreed with platform and security.',
    },
  })
}

async function publishNext(admin, { id }) {
  await admin(`/golden/policies/${id}/versions`, {
    method: 'POST',
    body: {
      document: documentOf({ validityDays: 120, requirements: [...REQUIREMENTS, RELEASE_NOTES] }),
      reason: 'Ten days were too short, and support was surprised twice.',
      ifVersion: 1,
    },
  })
}

async function addLine(api, line) {
  return api('/golden/lines', { method: 'POST', body: { registry: REGISTRY, isPublished: true, ...line } })
}

/** The right to add test results to one repository, as a pipeline has it. */
async function makeCiToken(api) {
  const { token } = await api('/tokens', {
    method: 'POST',
    body: {
      name: 'ci of payments/ledger',
      role: 'developer',
      scopes: [{ registry: REGISTRY, path: LEDGER }],
      evidenceTypes: [TESTS.ref],
      expiresInDays: 90,
    },
  })
  return token
}

/** A version from its nomination to golden: by developer, pipeline, support and two who approve. */
async function makeGolden(call, parts) {
  const version = await bringCandidate(call, { ...parts, reason: 'Released.' })
  await approve(call.approver, version)
  return approve(call.owner, version)
}

/** A version that has everything but approvals. */
async function bringCandidate({ developer }, { url, ci, line, tag, reason }) {
  const version = await nominate(developer, line, { tag, reason })
  await sendTests(url, ci, version)
  await developer('/evidence', { method: 'POST', body: releaseNotes(version) })
  return version
}

async function nominate(api, line, { tag, reason }) {
  const path = `/golden/lines/${line.id}/versions`
  return api(path, { method: 'POST', body: { reference: tag, name: tag, reason } })
}

async function sendTests(url, token, { repository, digest, name }) {
  const cases = Array.from({ length: 42 }, (_, at) => `<testcase classname="ledger" name="books ${at + 1}"/>`)
  const payload = `<testsuites><testsuite name="ledger ${name}" tests="42" failures="0">${cases.join('')}</testsuite></testsuites>`
  const response = await fetch(`${url}/api/v1/evidence`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: { registry: REGISTRY, repository, digest },
      type: TESTS.ref,
      payload,
    }),
  })
  if (!response.ok)
    throw new Error(`Evidence of ${name} answered ${response.status} ${await response.text()}`)
}

function releaseNotes({ repository, digest }) {
  return {
    subject: { registry: REGISTRY, repository, digest },
    type: 'EVD-007',
    payload: JSON.stringify({ name: RELEASE_NOTES.ref, result: 'PASSED' }),
  }
}

/** What a version says changes a moment after evidence came: somebody who approves looks first. */
async function approve(api, { id }) {
  for (const startedAt = Date.now(); ; await delay(250)) {
    const { basis } = await api(`/golden/versions/${id}`)
    try {
      return await api(`/golden/versions/${id}/approve`, { method: 'POST', body: { basis } })
    } catch (error) {
      if (error.code !== 'precondition-failed' || Date.now() - startedAt > KNOWN_WITHIN_MS) throw error
    }
  }
}

async function revoke(api, { id }) {
  const { revision } = await api(`/golden/versions/${id}`)
  await api(`/golden/versions/${id}/revoke`, {
    method: 'POST',
    body: {
      ifRevision: revision,
      category: 'defect',
      reason: 'Books the last day of a month twice. Use 1.6.0 or newer.',
    },
  })
}

async function promote({ owner, approver }, line, version) {
  const path = `/golden/lines/${line.id}/channels`
  const channels = [{ name: 'dev' }, { name: 'qa' }, { name: 'prod', isProduction: true, soakHours: 24 }]
  await owner(path, { method: 'PUT', body: { channels, reason: 'As every service goes.' } })
  for (const name of ['dev', 'qa']) {
    const { items } = await approver(path)
    const { revision } = items.find((channel) => channel.name === name)
    await owner(`${path}/${name}/promote`, { method: 'POST', body: { version: version.id, revision } })
  }
}

/** A base image for which one approver is enough, and which has to be built anew every week. */
async function makeBase({ admin, approver }) {
  const policy = await admin('/golden/policies', {
    method: 'POST',
    body: {
      name: 'Base images',
      description: 'Built anew every week.',
      document: {
        ...documentOf({ validityDays: 7, requirements: REQUIREMENTS.filter(({ kind }) => kind === 'check') }),
        approvalsMin: 1,
        requirements: [{ id: 'platforms', kind: 'check', ref: 'IMG-015', level: 'block' }],
        platforms: ['linux/amd64', 'linux/arm64/v8'],
      },
      reason: 'A base that is a week old lacks a week of fixes.',
    },
  })
  const line = await addLine(admin, {
    repository: BASE,
    name: 'base',
    description: 'What services of the company are built on.',
    policy: policy.id,
  })
  const version = await nominate(admin, line, { tag: '13.0.1', reason: 'The weekly build.' })
  await approve(approver, version)
}
