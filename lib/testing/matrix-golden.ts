import type { Context } from '@/lib/access/context'
import { findRepository } from '@/lib/catalog/store/repositories'
import { newId } from '@/lib/core/ids'
import { judge } from '@/lib/golden/evaluate/evaluate-version'
import { STARTING_POLICY } from '@/lib/golden/rules/starting-policy'
import { findLine, insertLine } from '@/lib/golden/store/lines'
import { saveMembers } from '@/lib/golden/store/members'
import { findPolicyVersion } from '@/lib/golden/store/policies'
import { insertVersion } from '@/lib/golden/store/versions'
import { createPolicy } from '@/lib/golden/use-cases/policies'
import { parseDigest } from '@/lib/oci/digest'
import { addGoldenAfterRows } from './matrix-golden-after'
import type { MatrixRule } from './matrix-rules'

const OTHER = parseDigest(`sha256:${'b'.repeat(64)}`)

const rule = (about: MatrixRule['about'], action: MatrixRule['action']): MatrixRule => ({ about, action })
const found = (about: MatrixRule['about'], action: MatrixRule['action']): MatrixRule => ({
  about,
  action,
  isFound: true,
})

/** Who may do what about golden lines, by the name of each contract. */
export const GOLDEN_RULES = {
  listGoldenPolicies: found('nothing', 'golden-policy:read'),
  createGoldenPolicy: found('nothing', 'golden-policy:publish'),
  getGoldenPolicy: found('nothing', 'golden-policy:read'),
  updateGoldenPolicy: found('nothing', 'golden-policy:publish'),
  publishGoldenPolicy: rule('nothing', 'golden-policy:publish'),
  getGoldenPolicyVersion: found('nothing', 'golden-policy:read'),
  goldenCatalogue: found('nothing', 'golden-policy:read'),
  listLines: found('nothing', 'line:list'),
  createLine: found('repository', 'line:draft'),
  getLine: found('repository', 'line:read'),
  updateLine: found('repository', 'line:publish'),
  archiveLine: found('repository', 'line:publish'),
  listVersions: found('repository', 'line:read'),
  nominate: rule('repository', 'candidate:nominate'),
  getVersion: found('repository', 'line:read'),
  evaluateVersion: found('repository', 'evidence:add'),
  approveVersion: rule('repository', 'version:approve'),
  rejectVersion: found('repository', 'version:approve'),
  withdrawVersion: found('repository', 'candidate:nominate'),
  markVersion: rule('repository', 'version:approve'),
  requestWaiver: rule('repository', 'waiver:request'),
  grantWaiver: rule('repository', 'waiver:grant'),
  revokeVersion: rule('repository', 'version:revoke'),
  cancelRevocation: rule('repository', 'version:revoke'),
  restoreVersion: rule('repository', 'version:ask-back'),
  extendVersion: rule('repository', 'version:ask-back'),
  goldenInbox: found('nothing', 'line:list'),
  addEvidence: found('repository', 'evidence:add'),
  listEvidence: found('repository', 'manifest:read'),
  getEvidencePayload: rule('nothing', 'signed-in'),
  getChecks: found('repository', 'manifest:read'),
} as const satisfies Readonly<Record<string, MatrixRule>>

let counter = 0

/** A body that an endpoint about golden lines accepts. */
export function goldenBody(name: string, target: Readonly<Record<string, string>>): unknown {
  counter += 1
  const repository = (target.repository ?? '').replaceAll('~', '/')
  const reason = 'to see who may'
  const stop = { ifRevision: 1, reason }
  const document = { ...STARTING_POLICY, requirements: [] }
  const bodies: Readonly<Record<string, unknown>> = {
    createGoldenPolicy: { name: `golden ${counter}`, document, reason },
    updateGoldenPolicy: { description: reason },
    publishGoldenPolicy: { document, reason, ifVersion: 1 },
    createLine: { registry: 'main', repository, name: `line-${counter}`, policy: target.goldenPolicy },
    updateLine: { ifRevision: 1, description: reason },
    archiveLine: stop,
    nominate: { reference: 'latest' },
    approveVersion: {
      basis: { digest: target.digest, policyDigest: 'another', evidenceDigest: 'another' },
    },
    rejectVersion: stop,
    withdrawVersion: stop,
    markVersion: { ifRevision: 1 },
    requestWaiver: { ...stop, requirementId: 'tests', expiresAt: Date.now() + 3_600_000 },
    grantWaiver: { ifRevision: 1 },
    revokeVersion: { ...stop, category: 'other' },
    cancelRevocation: stop,
    restoreVersion: stop,
    extendVersion: stop,
    addEvidence: {
      subject: { registry: 'main', repository, digest: target.digest },
      type: 'EVD-008',
      payload: `{"name":"starts ${counter}","result":"PASSED"}`,
    },
  }
  return bodies[name]
}

/** The ids in the addresses of golden endpoints, where they are not those of anything else. */
export function goldenIds(
  name: string,
  path: string,
  target: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const policy = path.startsWith('/api/v1/golden/') ? { policy: target.goldenPolicy ?? '' } : {}
  const version = name === 'withdrawVersion' ? { version: target.ownVersion ?? '' } : {}
  return { ...policy, ...version }
}

/** The policy all lines of a matrix follow. */
export async function addGoldenPolicy(ctx: Context): Promise<string> {
  const input = { name: 'house', description: '', document: STARTING_POLICY, reason: 'first' }
  return (await createPolicy(ctx, input)).id
}

export interface GoldenPlace {
  readonly registryId: string
  readonly repository: string
  readonly digest: string
  readonly policy: string
  readonly userId: string
  readonly isThere: boolean
  /** Of the endpoint: only some ask about a line. */
  readonly path: string
}

/** Of nothing there is, but as an id is written. */
const NO_ID = '0'.repeat(29)

/** A line with a candidate of somebody else's and one of the actor's own, where there is such a place. */
export async function goldenTarget(ctx: Context, place: GoldenPlace) {
  const isAdded = place.isThere && /\{(?:line|version|drift)\}/.test(place.path)
  const line = isAdded ? newId('lin') : `lin_${NO_ID}`
  const version = isAdded ? newId('ver') : `ver_${NO_ID}`
  const ownVersion = isAdded ? newId('ver') : version
  if (isAdded) {
    await addLine(ctx, line, place)
    const digest = parseDigest(place.digest)
    await addCandidate(ctx, { line, id: version, digest, nominator: 'usr_somebody' })
    await addCandidate(ctx, { line, id: ownVersion, digest: OTHER, nominator: place.userId })
  }
  const nothing = { channel: 'dev', drift: `dri_${NO_ID}` }
  const after = isAdded ? await addGoldenAfterRows(ctx, { line, version }) : nothing
  const ids = { waiver: `wai_${NO_ID}`, evidence: `evi_${NO_ID}`, ...after }
  return { line, version, ownVersion, ...ids, goldenPolicy: place.policy, number: '1' }
}

async function addLine(ctx: Context, id: string, place: GoldenPlace): Promise<void> {
  const db = ctx.db.query
  const found = await findRepository(db, place.registryId, place.repository)
  if (found === undefined) throw new Error('The repository is not there.')
  await insertLine(db, {
    id,
    registryId: place.registryId,
    repositoryId: found.id,
    repository: place.repository,
    name: id.replace('_', '-'),
    description: '',
    tagPattern: null,
    policyId: place.policy,
    hasPins: false,
    onMissing: 'put-back',
    isPublished: true,
    createdAt: 1,
    createdBy: 'test',
  })
}

async function addCandidate(
  ctx: Context,
  added: {
    readonly line: string
    readonly id: string
    readonly digest: ReturnType<typeof parseDigest>
    readonly nominator: string
  },
): Promise<void> {
  const db = ctx.db.query
  const line = await findLine(db, added.line)
  const policy = line && (await findPolicyVersion(db, line.policyId, 1))
  if (line === undefined || policy === undefined) throw new Error('The line is not there.')
  const { id, digest } = added
  const { findings, evidenceDigest } = await judge(
    db,
    { line, digest, versionId: null, policy, tag: null },
    Date.now(),
  )
  await insertVersion(db, {
    id,
    lineId: line.id,
    name: id,
    digest,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    tag: null,
    policyDigest: policy.digest,
    policyVersion: 1,
    evidenceDigest,
    nominatedByKind: 'user',
    nominatedById: added.nominator,
    nominatedBy: 'somebody',
    nominatedAt: Date.now(),
    nominatedHow: 'person',
    evaluatedAt: Date.now(),
    findings,
    approvalsNeeded: 2,
  })
  await saveMembers(db, id, [{ digest, platform: null, role: 'member' }])
}
