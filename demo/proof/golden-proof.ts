import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import type { z } from 'zod'
import { listDrift, repairDrift } from '@/lib/api/contracts/golden-drift'
import { listLines, listVersions } from '@/lib/api/contracts/golden-lines'
import { getGoldenReport } from '@/lib/api/contracts/golden-report'
import type { ApiReader } from './api'
import { expectSame, NotAsPushedError, type Report } from './report'

const LINE = 'payments-ledger'
const STATES = ['candidate', 'golden', 'superseded', 'revoked'] as const
const WITHIN_MS = 30_000
const LOOK_EVERY_MS = 200

/** The golden line of the demo, and what becomes of its tag when somebody pushes over it. */
export async function proveGolden(report: Report, api: ApiReader, registryUrl: string): Promise<void> {
  await report.see('golden lines with versions in every state', () => seeStates(api))
  await report.see('the report of what is golden', () => seeReport(api))
  await report.see('a golden tag, pushed over, and repaired', () => seeDrift(api, registryUrl))
  await report.see('a golden manifest, deleted at the registry, and put back', () =>
    seePutBack(api, registryUrl),
  )
}

async function readLine(api: ApiReader) {
  const { items } = await api.get('/golden/lines', listLines.output)
  const line = items.find(({ name }) => name === LINE)
  if (line === undefined) throw new NotAsPushedError(`There is no line ${LINE}.`)
  return line
}

async function seeStates(api: ApiReader): Promise<string> {
  const { id } = await readLine(api)
  const { items } = await api.get(`/golden/lines/${id}/versions`, listVersions.output)
  for (const state of STATES) {
    if (!items.some((version) => version.state === state)) throw new NotAsPushedError(`None is ${state}.`)
  }
  if (!items.some(waitsForPeople)) throw new NotAsPushedError('No candidate waits for approvals alone.')
  if (!items.some(({ isExpiring }) => isExpiring)) throw new NotAsPushedError('None is about to expire.')
  return items
    .map(({ name, state, isExpiring }) => `${name} ${state}${isExpiring ? ' expiring' : ''}`)
    .join(', ')
}

type Version = z.infer<typeof listVersions.output>['items'][number]

function waitsForPeople({ state, tally, approvals, approvalsNeeded }: Version): boolean {
  return state === 'candidate' && tally.blocking === 0 && approvals < approvalsNeeded
}

async function seeReport(api: ApiReader): Promise<string> {
  const { totals, auditHead } = await api.get('/golden/report', getGoldenReport.output)
  if (totals.golden === 0 || auditHead === null) throw new NotAsPushedError('It knows of nothing golden.')
  return `${totals.golden} golden, at row ${auditHead.sequence} of the audit log`
}

async function seeDrift(api: ApiReader, registryUrl: string): Promise<string> {
  const { id, current, repository } = await readLine(api)
  if (current?.tag == null) throw new NotAsPushedError('Nothing of the line is golden by a tag.')
  const versions = await api.get(`/golden/lines/${id}/versions`, listVersions.output)
  const other = versions.items.find(({ state }) => state === 'superseded')
  if (other === undefined) throw new NotAsPushedError('There is nothing to push over it.')

  // A digest by itself would be read as a URL of the scheme “sha256”.
  const at = (reference: string) => new URL(`/v2/${repository}/manifests/${reference}`, registryUrl)
  await pushOver(at, { digest: other.digest, mediaType: other.mediaType, tag: current.tag })
  const drift = await untilDrifted(api, { line: id, tag: current.tag })
  await api.post(`/golden/drift/${drift}/repair`, { body: {}, shape: repairDrift.output })
  expectSame('digest of the tag', await digestOf(at(current.tag), current.mediaType), current.digest)
  return `${current.tag} drifted, was told of and is ${current.digest.slice(0, 19)} again`
}

/** Somebody deletes a golden image by its digest, which takes its tag along; nobody presses anything. */
async function seePutBack(api: ApiReader, registryUrl: string): Promise<string> {
  const { id, current, repository } = await readLine(api)
  if (current?.tag == null) throw new NotAsPushedError('Nothing of the line is golden by a tag.')
  const at = (reference: string) => new URL(`/v2/${repository}/manifests/${reference}`, registryUrl)
  const removed = await request(at(current.digest), { method: 'DELETE' })
  await removed.body.dump()
  if (removed.statusCode !== 202)
    throw new Error(`The registry answered ${removed.statusCode} to a deletion.`)
  const startedAt = Date.now()
  for (; Date.now() - startedAt <= WITHIN_MS; await delay(LOOK_EVERY_MS)) {
    const drift = await api.get(`/golden/drift?line=${id}&state=resolved`, listDrift.output)
    const found = drift.items.find(
      ({ resolution, subject }) => resolution === 'put-back' && subject === current.digest,
    )
    if (found === undefined) continue
    expectSame('digest of the tag', await digestOf(at(current.tag), current.mediaType), current.digest)
    return `${current.tag} names ${current.digest.slice(0, 19)} again, ${Date.now() - startedAt} ms later`
  }
  throw new NotAsPushedError(`${current.digest} was not put back within ${WITHIN_MS} ms`)
}

interface Overwrite {
  readonly digest: string
  readonly mediaType: string
  readonly tag: string
}

async function pushOver(
  at: (reference: string) => URL,
  { digest, mediaType, tag }: Overwrite,
): Promise<void> {
  const read = await request(at(digest), { headers: { accept: mediaType } })
  const body = Buffer.from(await read.body.arrayBuffer())
  const headers = { 'content-type': mediaType, 'user-agent': 'demo-push' }
  const put = await request(at(tag), { method: 'PUT', headers, body })
  await put.body.dump()
  if (put.statusCode !== 201) throw new Error(`The registry answered ${put.statusCode} to a push.`)
}

async function untilDrifted(api: ApiReader, place: { line: string; tag: string }): Promise<string> {
  for (const startedAt = Date.now(); Date.now() - startedAt <= WITHIN_MS; await delay(LOOK_EVERY_MS)) {
    const { items } = await api.get(`/golden/drift?line=${place.line}`, listDrift.output)
    const found = items.find(({ kind, subject }) => kind === 'tag-moved' && subject === place.tag)
    if (found !== undefined) return found.id
  }
  throw new NotAsPushedError(`Nobody told that ${place.tag} moved within ${WITHIN_MS} ms`)
}

async function digestOf(url: URL, mediaType: string) {
  const { headers, body } = await request(url, { headers: { accept: mediaType } })
  await body.dump()
  return headers['docker-content-digest']
}
