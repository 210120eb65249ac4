import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, cursorQuery, epochMs, limitQuery, pageOf } from './fields'
import { driftParam, goldenPlace, lineParam, lineRef, reasonField, versionRef } from './golden-after-fields'

export const driftKinds = [
  'tag-moved',
  'tag-deleted',
  'manifest-missing',
  'child-missing',
  'channel-tag-moved',
  'channel-tag-missing',
  'pin-missing',
  'policy-newer',
  'evidence-stale',
] as const

export const driftShape = z
  .object({
    id: z.string(),
    registry: z.string(),
    repository: z.string(),
    line: lineRef,
    version: versionRef,
    kind: z.enum(driftKinds),
    /** The tag, digest, channel or requirement it is about. */
    subject: z.string(),
    expected: z.string().nullable(),
    /** Null where there is nothing. */
    found: z.string().nullable(),
    /** What happened, in a sentence. */
    detail: z.string(),
    detectedAt: epochMs,
    learnedBy: z.enum(['notification', 'sweep', 'clock', 'assay']),
    resolvedAt: epochMs.nullable(),
    /** `by-itself` when it was true again without us; `put-back` when Assay put back what was deleted. */
    resolution: z.enum(['by-itself', 'repaired', 'put-back', 'no-longer-golden']).nullable(),
    repairedBy: z.string().nullable(),
    /** What one click does about it; null where it takes a decision. */
    repair: z.object({ kind: z.enum(['point-tag', 'put-back', 'pin']), detail: z.string() }).nullable(),
    /** Where Assay stands with putting it back by itself; null where that is left to people. */
    putBack: z
      .object({
        state: z.enum(['due', 'under-way', 'waiting', 'given-up']),
        attempts: z.number().int(),
        againAt: epochMs.nullable(),
        /** Why the last attempt failed, for people; null where none has. */
        problem: z.string().nullable(),
      })
      .nullable(),
    can: z.object({ repair: allowed }),
  })
  .meta({ id: 'GoldenDrift' })

export const listDrift = endpoint({
  method: 'GET',
  path: '/api/v1/golden/drift',
  summary: 'List where registries are not as golden versions have them, newest first',
  tag: 'Golden',
  access: 'actor',
  query: z.object({
    ...goldenPlace,
    kind: z.enum(driftKinds).optional(),
    state: z.enum(['open', 'resolved', 'all']).default('open'),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(driftShape),
  problems: ['invalid-cursor', 'invalid-limit', 'invalid-repository'],
})

export const repairDrift = endpoint({
  method: 'POST',
  path: '/api/v1/golden/drift/{drift}/repair',
  summary: 'Make it as it was: put back what is missing, or point the tag at the golden digest again',
  tag: 'Golden',
  access: 'actor',
  params: z.object({ drift: driftParam }),
  body: z.strictObject({ reason: reasonField.optional() }),
  status: 200,
  output: driftShape,
  problems: ['forbidden', 'conflict', 'blobs-gone', 'tag-moved', 'tag-is-golden'],
})

export const checkLine = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/checks',
  summary: 'Ask the registry now whether everything of a line is as it should be',
  tag: 'Golden',
  access: 'actor',
  params: z.object({ line: lineParam }),
  status: 200,
  costs: 'sync',
  output: z.object({
    /** Drift that is open now. */
    open: z.number().int(),
    checkedAt: epochMs,
    /** Digests and tags about which the registry gave no answer. */
    unknown: z.array(z.string()),
  }),
  problems: ['forbidden', 'too-many-requests'],
})
