import { z } from 'zod'
import { endpoint } from './endpoint'
import { epochMs } from './fields'
import { actorRef, goldenPlace, lineRef, versionParam, versionStates } from './golden-after-fields'

const moment = z
  .string()
  .regex(/^\d{1,15}$/, 'A time is epoch milliseconds.')
  .transform(Number)

const outcome = z.enum(['pass', 'fail', 'warn', 'unknown', 'not-applicable'])

const findingShape = z.object({
  requirement: z.string(),
  /** What it asks, for people. */
  title: z.string(),
  ref: z.string(),
  level: z.enum(['block', 'warn']),
  outcome,
  detail: z.string(),
  observedAt: epochMs.nullable(),
  isStale: z.boolean(),
  isWaived: z.boolean(),
})

const policyRef = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  digest: z.string(),
})

/** The place of an act in the audit log; null where its row is not there any more. */
const chained = z.object({
  eventId: z.string(),
  sequence: z.number().int().nullable(),
  hash: z.string().nullable(),
})

const decisionShape = z.object({
  id: z.string(),
  at: epochMs,
  verb: z.string(),
  actor: actorRef,
  reason: z.string().nullable(),
  channel: z.string().nullable(),
  policyDigest: z.string().nullable(),
  evidenceDigest: z.string().nullable(),
  audit: chained,
})

const driftAtShape = z.object({
  kind: z.string(),
  subject: z.string(),
  expected: z.string().nullable(),
  found: z.string().nullable(),
  since: epochMs,
  until: epochMs.nullable(),
})

export const reportRowShape = z
  .object({
    registry: z.string(),
    repository: z.string(),
    line: lineRef,
    version: z.object({ id: z.string(), name: z.string(), digest: z.string(), tag: z.string().nullable() }),
    /** What it was at the moment asked about. */
    state: z.enum(versionStates),
    /** Since when it is in that state. */
    since: epochMs,
    markedAt: epochMs.nullable(),
    markedBy: actorRef.nullable(),
    expiresAt: epochMs.nullable(),
    revokedAt: epochMs.nullable(),
    revocation: z.object({ category: z.string(), reason: z.string() }).nullable(),
    policy: policyRef.nullable(),
    nominatedBy: actorRef.nullable(),
    nominatedAt: epochMs.nullable(),
    approvals: z.array(z.object({ actor: actorRef, at: epochMs })),
    waivers: z.array(z.object({ requirement: z.string(), reason: z.string(), grantedBy: z.string() })),
    /** What the requirements said when it was marked. */
    checks: z.object({ passed: z.number().int(), warned: z.number().int(), waived: z.number().int() }),
    evidence: z.array(z.object({ type: z.string(), digest: z.string() })),
    /** Channels that stood for it then. */
    channels: z.array(z.string()),
    /** Channels that pointed to it then although it was revoked or had expired: they stood for nothing. */
    lapsedChannels: z.array(z.string()),
    drift: z.array(driftAtShape),
    /** The decision that made it golden; null while there is none. */
    mark: chained.nullable(),
  })
  .meta({ id: 'GoldenReportRow' })

const reportQuery = z.object({
  ...goldenPlace,
  /** Epoch milliseconds; default now. */
  at: moment.optional(),
  state: z.enum(versionStates).optional(),
})

const totals = z.object({
  golden: z.number().int(),
  superseded: z.number().int(),
  expired: z.number().int(),
  revoked: z.number().int(),
  rejected: z.number().int(),
  candidate: z.number().int(),
  drifted: z.number().int(),
})

export const getGoldenReport = endpoint({
  method: 'GET',
  path: '/api/v1/golden/report',
  summary: 'Say which images are golden, or were at a moment, and why',
  tag: 'Golden',
  access: 'actor',
  query: reportQuery,
  status: 200,
  output: z.object({
    at: epochMs,
    madeAt: epochMs,
    totals,
    items: z.array(reportRowShape),
    /** There are more versions than one report holds; ask by registry, repository or line. */
    isTruncated: z.boolean(),
    /** Where the audit log ended when it was made. */
    auditHead: z.object({ sequence: z.number().int(), hash: z.string() }).nullable(),
  }),
  problems: ['invalid-repository'],
})

export const exportGoldenReport = endpoint({
  method: 'GET',
  path: '/api/v1/golden/report/export',
  summary: 'Download which images are golden, or were at a moment, and why, with the hashes of the audit log',
  tag: 'Golden',
  access: 'actor',
  query: reportQuery.extend({ format: z.enum(['csv', 'json']) }),
  status: 200,
  produces: 'application/octet-stream',
  costs: 'export',
  output: z.string(),
  problems: ['invalid-repository', 'too-many-requests'],
})

const evidenceShape = z.object({
  id: z.string(),
  type: z.string(),
  producer: z.string(),
  producerKind: z.enum(['ci', 'user', 'console']),
  tool: z.string().nullable(),
  payloadDigest: z.string(),
  mediaType: z.string(),
  note: z.string().nullable(),
  url: z.string().nullable(),
  observedAt: epochMs,
  validUntil: epochMs.nullable(),
  addedAt: epochMs,
})

export const dossierShape = z
  .object({
    madeAt: epochMs,
    /** The row of the report as of now. */
    row: reportRowShape,
    members: z.array(
      z.object({
        digest: z.string(),
        platform: z.string().nullable(),
        role: z.enum(['member', 'closure']),
        /** Its exact bytes are kept here. */
        isInVault: z.boolean(),
      }),
    ),
    policy: z
      .object({
        ...policyRef.shape,
        publishedAt: epochMs,
        publishedBy: z.string(),
        reason: z.string(),
        document: z.json(),
      })
      .nullable(),
    /** By the last evaluation, and by the one it was marked on. */
    findings: z.array(findingShape),
    evaluatedAt: epochMs,
    marked: z.object({ at: epochMs, findings: z.array(findingShape) }).nullable(),
    evidence: z.array(evidenceShape),
    waivers: z.array(
      z.object({
        requirement: z.string(),
        reason: z.string(),
        expiresAt: epochMs,
        requestedBy: z.string(),
        requestedAt: epochMs,
        grantedBy: z.string().nullable(),
        grantedAt: epochMs.nullable(),
      }),
    ),
    decisions: z.array(decisionShape.extend({ audit: chained.extend({ prevHash: z.string().nullable() }) })),
    drift: z.array(driftAtShape.extend({ resolution: z.string().nullable() })),
    auditHead: z.object({ sequence: z.number().int(), hash: z.string() }).nullable(),
  })
  .meta({ id: 'GoldenDossier' })

export const getDossier = endpoint({
  method: 'GET',
  path: '/api/v1/golden/versions/{version}/dossier',
  summary: 'Everything there is about a version, for somebody who has to answer for it',
  tag: 'Golden',
  access: 'actor',
  params: z.object({ version: versionParam }),
  status: 200,
  output: dossierShape,
  problems: [],
})
