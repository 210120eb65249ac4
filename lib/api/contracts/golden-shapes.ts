import { z } from 'zod'
import { EVIDENCE_TYPES } from '@/lib/core/evidence-types'
import { allowed, bytes, epochMs } from './fields'

const id = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}_[a-z0-9]{20,40}$`), `This is not the id of ${what}.`)

export const policyParams = z.object({ policy: id('pol', 'a policy') })
export const lineParams = z.object({ line: id('lin', 'a line') })
export const versionParams = z.object({ version: id('ver', 'a version') })
export const waiverParams = versionParams.extend({ waiver: id('wai', 'a waiver') })

export const reason = z.string().trim().min(1, 'Say why.').max(1000)
/** The revision of the version that was seen; 412 when it is another by now. */
export const ifRevision = z.number().int().min(1)

export const versionState = z.enum(['candidate', 'golden', 'superseded', 'expired', 'rejected', 'revoked'])
export const outcome = z.enum(['pass', 'fail', 'warn', 'unknown', 'not-applicable'])

/** What a digest is in one line. */
export const goldenMarkShape = z
  .object({
    line: z.string(),
    lineId: z.string(),
    version: z.string(),
    versionId: z.string(),
    state: versionState,
    /** Whether its end as golden is known and near. */
    isExpiring: z.boolean(),
  })
  .meta({ id: 'GoldenMark' })

export const findingShape = z
  .object({
    requirementId: z.string(),
    kind: z.enum(['check', 'evidence', 'manual']),
    /** Of the catalogue, such as `IMG-001`; of a manual item its own text. */
    ref: z.string(),
    title: z.string(),
    explanation: z.string(),
    remedy: z.string(),
    sources: z.array(z.string()),
    severity: z.enum(['critical', 'high', 'medium', 'low']).nullable(),
    /** Null where no policy asks. */
    level: z.enum(['block', 'warn']).nullable(),
    outcome,
    detail: z.string(),
    observedAt: epochMs.nullable(),
    isStale: z.boolean(),
    isWaived: z.boolean(),
    isWaivable: z.boolean(),
    isBlocking: z.boolean(),
  })
  .meta({ id: 'GoldenFinding' })

export const evidenceShape = z
  .object({
    id: z.string(),
    digest: z.string(),
    type: z.enum(EVIDENCE_TYPES),
    /** What it is about, for people. */
    title: z.string(),
    format: z.string(),
    producerKind: z.enum(['ci', 'user', 'console']),
    producer: z.string(),
    tool: z.string().nullable(),
    /** One line of what it says. */
    says: z.string(),
    outcome,
    payloadDigest: z.string(),
    mediaType: z.string(),
    note: z.string().nullable(),
    url: z.string().nullable(),
    observedAt: epochMs,
    validUntil: epochMs.nullable(),
    createdAt: epochMs,
  })
  .meta({ id: 'Evidence' })

export const decisionShape = z
  .object({
    id: z.string(),
    verb: z.string(),
    versionId: z.string().nullable(),
    channel: z.string().nullable(),
    actorKind: z.string(),
    actorName: z.string(),
    reason: z.string().nullable(),
    at: epochMs,
    /** It was taken on something that has changed since, and counts for nothing. */
    isVoid: z.boolean(),
    /** Of its row in the audit log. */
    auditSequence: z.number().int().nullable(),
    auditHash: z.string().nullable(),
  })
  .meta({ id: 'GoldenDecision' })

export const versionShape = z
  .object({
    id: z.string(),
    line: z.object({ id: z.string(), name: z.string() }),
    registry: z.string(),
    repository: z.string(),
    name: z.string(),
    digest: z.string(),
    mediaType: z.string(),
    /** The tag it was nominated by. */
    tag: z.string().nullable(),
    state: versionState,
    isExpiring: z.boolean(),
    /** Of a candidate: what it waits for. */
    waitsFor: z.enum(['checks', 'evidence', 'approval', 'nothing']).nullable(),
    nominatedBy: z.string(),
    nominatedHow: z.enum(['person', 'token', 'tag-pattern']),
    nominatedAt: epochMs,
    markedAt: epochMs.nullable(),
    expiresAt: epochMs.nullable(),
    supersededAt: epochMs.nullable(),
    /** By when to have moved off it. */
    upgradeBy: epochMs.nullable(),
    revokeAt: epochMs.nullable(),
    revocation: z.object({ category: z.string(), reason: z.string() }).nullable(),
    policyVersion: z.number().int(),
    evaluatedAt: epochMs,
    /** Requirements by what they say; `blocking` of them keep it from being golden. */
    tally: z.object({
      pass: z.number().int(),
      warn: z.number().int(),
      fail: z.number().int(),
      unknown: z.number().int(),
      notApplicable: z.number().int(),
      blocking: z.number().int(),
      waived: z.number().int(),
    }),
    approvals: z.number().int(),
    approvalsNeeded: z.number().int(),
    revision: z.number().int(),
  })
  .meta({ id: 'GoldenVersion' })

export const waiverShape = z.object({
  id: z.string(),
  requirementId: z.string(),
  reason: z.string(),
  expiresAt: epochMs,
  requestedBy: z.string(),
  requestedAt: epochMs,
  grantedBy: z.string().nullable(),
  grantedAt: epochMs.nullable(),
  /** Granted, not over, and for this requirement. */
  isInForce: z.boolean(),
  can: z.object({ grant: allowed }),
})

export const basisShape = z.object({
  digest: z.string(),
  policyDigest: z.string(),
  evidenceDigest: z.string(),
})

const change = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })

/** What changed since the version that is golden now. */
export const comparisonShape = z.object({
  with: z.object({ versionId: z.string(), name: z.string(), digest: z.string() }),
  totalBytes: z.object({ before: bytes.nullable(), after: bytes.nullable() }),
  platforms: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  layers: z.object({
    shared: z.number().int(),
    added: z.array(z.object({ digest: z.string(), size: bytes })),
    removed: z.array(z.object({ digest: z.string(), size: bytes })),
  }),
  /** Of the config, by the platform both run on; null where a config is not known. */
  config: z.array(change).nullable(),
  /** Requirements that say something else now. */
  findings: z.array(
    z.object({ requirementId: z.string(), before: outcome.nullable(), after: outcome.nullable() }),
  ),
})

const pending = z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable()

/** Everything an approver needs, in one answer. */
export const versionDetailShape = versionShape
  .extend({
    policy: z.object({
      id: z.string(),
      name: z.string(),
      latestVersion: z.number().int(),
      approverGroups: z.array(z.string()),
      waiverDaysMax: z.number().int(),
      validityDays: z.number().int().nullable(),
    }),
    members: z.array(
      z.object({
        digest: z.string(),
        platform: z.string().nullable(),
        role: z.enum(['member', 'closure']),
      }),
    ),
    /** Tags that name it now. */
    tags: z.array(z.string()),
    /** Who pushed it, by what events told. */
    pushers: z.array(z.string()),
    findings: z.array(findingShape),
    evidence: z.array(evidenceShape),
    approvalsGiven: z.array(z.object({ userId: z.string(), name: z.string(), at: epochMs })),
    waivers: z.array(waiverShape),
    /** Why it is not golden, in words; empty for what is. */
    blockers: z.array(z.string()),
    /** What an approval is bound to; send it back with one. */
    basis: basisShape,
    comparison: comparisonShape.nullable(),
    /** Asked for by one, and waiting for a second person. */
    pending: z.object({ restore: pending, extend: pending }),
    decisions: z.array(decisionShape),
    channels: z.array(z.object({ name: z.string(), tag: z.string().nullable(), isProduction: z.boolean() })),
    drift: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        subject: z.string(),
        expected: z.string().nullable(),
        found: z.string().nullable(),
        detectedAt: epochMs,
      }),
    ),
    can: z.object({
      approve: allowed,
      reject: allowed,
      withdraw: allowed,
      mark: allowed,
      addEvidence: allowed,
      requestWaiver: allowed,
      revoke: allowed,
      cancelRevocation: allowed,
      restore: allowed,
      extend: allowed,
      promote: allowed,
      promoteToProduction: allowed,
    }),
  })
  .meta({ id: 'GoldenVersionDetail' })
