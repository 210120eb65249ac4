import { z } from 'zod'
import { endpoint } from './endpoint'
import { digestParam, epochMs, pageOf } from './fields'
import {
  ifRevision,
  reason,
  versionDetailShape,
  versionParams,
  versionShape,
  waiverParams,
} from './golden-shapes'

const VERSION = '/api/v1/golden/versions/{version}'
const decision = {
  tag: 'Golden',
  access: 'actor',
  params: versionParams,
  status: 200,
  output: versionDetailShape,
} as const
const problems = ['forbidden', 'four-eyes', 'wrong-state', 'precondition-failed'] as const

export const getVersion = endpoint({
  ...decision,
  method: 'GET',
  path: VERSION,
  summary: 'Show everything that is known of a version, and what I may decide about it',
  problems: [],
})

export const evaluateVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/evaluate`,
  summary: 'Hold a version against its policy once more',
  problems: ['forbidden', 'wrong-state'],
})

export const approveVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/approve`,
  summary: 'Approve exactly the digest, policy and evidence that were seen',
  body: z.strictObject({
    basis: z.strictObject({
      digest: digestParam,
      policyDigest: z.string().max(200),
      evidenceDigest: z.string().max(200),
    }),
    reason: z.string().trim().max(1000).optional(),
  }),
  problems: [...problems, 'approved-already', 'invalid-digest', 'tag-is-golden'],
})

const stop = z.strictObject({ ifRevision, reason })

export const rejectVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/reject`,
  summary: 'Decide that a candidate does not become golden',
  body: stop,
  problems,
})

export const withdrawVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/withdraw`,
  summary: 'Take back one’s own nomination',
  body: stop,
  problems,
})

export const markVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/mark`,
  summary: 'Mark a candidate golden that has everything it takes',
  body: z.strictObject({ ifRevision }),
  problems: [...problems, 'not-ready', 'conflict'],
})

export const requestWaiver = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/waivers`,
  summary: 'Ask to let one requirement of one version pass for a while',
  body: z.strictObject({
    ifRevision,
    requirementId: z.string().max(64),
    reason,
    expiresAt: epochMs,
  }),
  problems,
})

export const grantWaiver = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/waivers/{waiver}/grant`,
  summary: 'Grant a waiver somebody else asked for',
  params: waiverParams,
  body: z.strictObject({ ifRevision }),
  problems,
})

export const revokeVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/revoke`,
  summary: 'Revoke a version now, or announce it for later',
  body: z.strictObject({
    ifRevision,
    category: z.enum(['vulnerability', 'defect', 'secret', 'policy', 'compromised', 'other']),
    reason,
    /** When it is to be revoked; now when absent. */
    at: epochMs.optional(),
  }),
  problems,
})

export const cancelRevocation = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/cancel-revocation`,
  summary: 'Call off a revocation that has not come yet',
  body: stop,
  problems,
})

export const restoreVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/restore`,
  summary: 'Ask for a revoked version to be golden again; a second person’s asking restores it',
  body: stop,
  problems: [...problems, 'not-ready', 'conflict'],
})

export const extendVersion = endpoint({
  ...decision,
  method: 'POST',
  path: `${VERSION}/extend`,
  summary: 'Ask for a version to stay golden for another term; a second person’s asking extends it',
  body: stop,
  problems: [...problems, 'not-ready'],
})

export const goldenInbox = endpoint({
  method: 'GET',
  path: '/api/v1/golden/inbox',
  summary: 'List what waits for my decision, the oldest first',
  tag: 'Golden',
  access: 'actor',
  status: 200,
  output: pageOf(
    z.object({
      kind: z.enum(['approve', 'grant-waiver', 'restore', 'extend']),
      version: versionShape,
      /** Since when it waits. */
      since: epochMs,
      /** For people: who asks for what. */
      says: z.string(),
    }),
  ),
  problems: ['forbidden'],
})
