import 'server-only'
import { randomBytes } from 'node:crypto'
import { systemClock } from '@/lib/core/clock'
import { UpstreamError } from '@/lib/core/errors'
import { parseDigest } from '@/lib/oci/digest'
import { displaySafe } from '@/lib/oci/display'
import { mediaTypeOfHeader } from '@/lib/oci/media-type'
import { isRepositoryName, parseRepositoryName, type RepositoryName } from '@/lib/oci/name'
import { errorCodeOf, failureOf } from './answer'
import { CATALOG_SCOPE, LISTING_BYTES_MAX } from './catalog'
import { fetchManifest } from './manifests'
import { NameSet, readNames } from './names'
import { repositoryPath, repositoryScope } from './path'
import { refusalAsNull } from './probe-refusal'
import { findSample, type ProbeSample } from './probe-sample'
import { probeDeletion, probeMount, probeTagDeletion } from './probe-writes'
import type { ExchangeResponse } from './transport/exchange'
import type { RegistrySession } from './transport/session'
import type { CallOptions, Capabilities, CapabilityState, ProbeOptions } from './types'

const ROOT_BYTES_MAX = 64 * 1024
/** Asked about when the registry shows no repository of its own; deleting an unknown digest in it is 404 too. */
const ABSENT_REPOSITORY = parseRepositoryName('assay/capability-probe')

/**
 * Finds out what a registry supports by questions that change nothing. What cannot be told is `unknown`.
 * @throws UpstreamError when the registry cannot be spoken to at all
 */
export async function probeRegistry(
  session: RegistrySession,
  { repositories = [], ...rest }: ProbeOptions = {},
): Promise<Capabilities> {
  const options: CallOptions = { isImpatient: true, ...rest }
  const root = await askRoot(session, { ...options, isTrial: true })
  const startedAt = systemClock.now()
  const startedMs = performance.now()
  const timed = await askRoot(session, options)
  const latencyMs = Math.round(performance.now() - startedMs)

  const catalog = await probeCatalog(session, options)
  const sample = await findSample(session, [...repositories, ...catalog.repositories], options)
  const { challenge } = session
  return {
    catalog: catalog.state,
    ...(sample === null ? NOTHING_TO_ASK : await probeReads(session, sample, options)),
    deleteEnabled: await probeDeletion(session, sample?.repository ?? ABSENT_REPOSITORY, options),
    deleteByTag: sample === null ? 'unknown' : await probeTagDeletion(session, sample, options),
    mount: sample === null ? 'unknown' : await probeMount(session, sample, options),
    authentication: challenge?.scheme ?? 'anonymous',
    realm: challenge?.scheme === 'bearer' ? displaySafe(challenge.realm.slice(0, 2048)) : null,
    server: describeServer(root),
    latencyMs,
    clockSkewMs: skewOf(timed, startedAt + latencyMs / 2),
  }
}

type ReadCapabilities = Pick<Capabilities, 'tagPaging' | 'referrersApi' | 'conditionalGet'>
const NOTHING_TO_ASK: ReadCapabilities = {
  tagPaging: 'unknown',
  referrersApi: 'unknown',
  conditionalGet: 'unknown',
}

async function askRoot(session: RegistrySession, options: CallOptions): Promise<ExchangeResponse> {
  const answer = await session.send({ path: '/v2/', scope: null, bytesMax: ROOT_BYTES_MAX, ...options })
  const isWebPage = mediaTypeOfHeader(answer.header('content-type')) === 'text/html'
  if (answer.status === 200 && !isWebPage) return answer
  if (answer.status !== 200 && answer.status !== 404) throw failureOf(answer)
  throw new UpstreamError('upstream-invalid', 'There is no registry API at this address.')
}

interface CatalogFinding {
  readonly state: CapabilityState
  readonly repositories: readonly RepositoryName[]
}

async function probeCatalog(session: RegistrySession, options: CallOptions): Promise<CatalogFinding> {
  const call = { path: '/v2/_catalog', query: { n: '20' }, scope: CATALOG_SCOPE, bytesMax: LISTING_BYTES_MAX }
  const answer = await refusalAsNull(() => session.send({ ...call, ...options }))
  if (answer === null) return { state: 'unknown', repositories: [] }
  if (answer.status !== 200) return { state: 'no', repositories: [] }

  const values = await refusalAsNull(async () => readNames(answer.bytes, 'repositories'))
  if (values === null) return { state: 'no', repositories: [] }
  const names = new NameSet(isRepositoryName)
  names.addAll(values)
  return { state: 'yes', repositories: names.names }
}

async function probeReads(
  session: RegistrySession,
  sample: ProbeSample,
  options: CallOptions,
): Promise<ReadCapabilities> {
  return {
    tagPaging: await probeTagPaging(session, sample, options),
    referrersApi: await probeReferrers(session, sample, options),
    conditionalGet: await probeConditionalGet(session, sample, options),
  }
}

/** Whether a repository with several tags gives one when one is asked for. */
async function probeTagPaging(
  session: RegistrySession,
  { repository, tags }: ProbeSample,
  options: CallOptions,
): Promise<CapabilityState> {
  if (tags.length < 2) return 'unknown'
  const answer = await refusalAsNull(() =>
    session.send({
      path: repositoryPath(repository, 'tags/list'),
      query: { n: '1' },
      scope: repositoryScope(repository, 'pull'),
      bytesMax: LISTING_BYTES_MAX,
      ...options,
    }),
  )
  if (answer?.status !== 200) return 'unknown'
  const values = await refusalAsNull(async () => readNames(answer.bytes, 'tags'))
  if (values === null) return 'unknown'
  return values.length === 1 ? 'yes' : 'no'
}

/** By the specification an unknown subject has an empty list, and only a missing API is 404. */
async function probeReferrers(
  session: RegistrySession,
  { repository }: ProbeSample,
  options: CallOptions,
): Promise<CapabilityState> {
  const digest = parseDigest(`sha256:${randomBytes(32).toString('hex')}`)
  const answer = await refusalAsNull(() =>
    session.send({
      path: repositoryPath(repository, `referrers/${digest}`),
      scope: repositoryScope(repository, 'pull'),
      bytesMax: ROOT_BYTES_MAX,
      ...options,
    }),
  )
  if (answer === null) return 'unknown'
  if (answer.status === 200) return 'yes'
  const isOfName = errorCodeOf(answer) === 'NAME_UNKNOWN'
  return (answer.status === 404 || answer.status === 405) && !isOfName ? 'no' : 'unknown'
}

async function probeConditionalGet(
  session: RegistrySession,
  { repository, manifest }: ProbeSample,
  options: CallOptions,
): Promise<CapabilityState> {
  if (manifest === null) return 'unknown'
  const wanted = { repository, reference: manifest.tag, ifNoneMatch: manifest.digest }
  const answer = await refusalAsNull(() => fetchManifest(session, wanted, options))
  if (answer === null) return 'unknown'
  return answer.kind === 'unchanged' ? 'yes' : 'no'
}

/** The `Date` of an answer (RFC 9110 §6.6.1) is cut to the second, so half a second is what it lacks on average. */
function skewOf(answer: ExchangeResponse, ourTime: number): number | null {
  const theirTime = Date.parse(answer.header('date') ?? '') + 500
  return Number.isFinite(theirTime) ? Math.round(theirTime - ourTime) : null
}

/** What the registry says of itself, for people. */
function describeServer(root: ExchangeResponse): string | null {
  const api = root.header('docker-distribution-api-version')
  const parts = [root.header('server'), api].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? null : displaySafe(parts.join(' · ').slice(0, 200))
}
