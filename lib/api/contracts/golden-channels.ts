import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, cursorQuery, epochMs, limitQuery, pageOf, repositoryNameField, tagParam } from './fields'
import {
  actorRef,
  channelParam,
  lineParam,
  reasonField,
  versionParam,
  versionRef,
} from './golden-after-fields'

export const CHANNELS_MAX = 10

const lineParams = z.object({ line: lineParam })
const channelParams = z.object({ line: lineParam, channel: channelParam })
const person = z.object({ actor: actorRef, at: epochMs })

const refusal = z.object({
  code: z.enum([
    'no-such-channel',
    'not-golden',
    'there-already',
    'skips-channel',
    'soaking',
    'held',
    'never-there',
  ]),
  /** For people. */
  detail: z.string(),
  /** When soaking ends; null for every other reason. */
  until: epochMs.nullable(),
})

export const channelShape = z
  .object({
    name: z.string(),
    /** From 0 on, the way up the ladder. */
    position: z.number().int(),
    /** What the channel stands for; null while it is empty, and while what it points to is revoked or expired. */
    version: versionRef.nullable(),
    /** What it points to although that counts no longer; null otherwise. */
    lapsed: z.object({ version: versionRef, at: epochMs.nullable(), detail: z.string() }).nullable(),
    /** Since when it is there, and who brought it; null while the channel stands for nothing. */
    since: epochMs.nullable(),
    by: actorRef.nullable(),
    /** The tag it is shown by in the registry; null for none. */
    tag: z.string().nullable(),
    /** Where that tag is, when it is another repository than the line's. */
    repository: z.string().nullable(),
    /**
     * What the tag was last seen to name: `in-step` with the channel, `lapsed` where that is a version that counts no
     * longer, elsewhere, or not there yet.
     */
    tagState: z.enum(['none', 'in-step', 'lapsed', 'elsewhere', 'absent', 'unknown', 'under-way']),
    isProduction: z.boolean(),
    isHeld: z.boolean(),
    /** Who holds it and why. */
    hold: z.object({ actor: actorRef, at: epochMs, reason: z.string().nullable() }).nullable(),
    soakHours: z.number().int(),
    /** People who have to promote the same version before it is there. */
    approvalsMin: z.number().int(),
    /** A version that some, but not all, have agreed to. */
    waiting: z.object({ version: versionRef, approvals: z.array(person) }).nullable(),
    /** Newest first: what could be promoted here, or why not. */
    choices: z.array(z.object({ version: versionRef, refusal: refusal.nullable() })),
    /** What it would roll back to: the last that was there and still counts; null where there is nothing. */
    previous: versionRef.nullable(),
    /** Rises with each change; decisions say which they saw. */
    revision: z.number().int(),
    can: z.object({ promote: allowed, rollBack: allowed, hold: allowed }),
  })
  .meta({ id: 'GoldenChannel' })

const channelList = z.object({
  items: z.array(channelShape),
  can: z.object({ edit: allowed }),
})

export const listChannels = endpoint({
  method: 'GET',
  path: '/api/v1/golden/lines/{line}/channels',
  summary: 'Show the channels of a line, what is in them and what could be promoted',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  status: 200,
  output: channelList,
  problems: [],
})

export const putChannels = endpoint({
  method: 'PUT',
  path: '/api/v1/golden/lines/{line}/channels',
  summary: 'Set the ladder of a line; a channel that keeps its name keeps its version',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  body: z.strictObject({
    channels: z
      .array(
        z.strictObject({
          name: channelParam,
          tag: tagParam.nullable().default(null),
          /** Null for the line's own. */
          repository: repositoryNameField.nullable().default(null),
          isProduction: z.boolean().default(false),
          soakHours: z.number().int().min(0).max(8760).default(0),
          approvalsMin: z.number().int().min(1).max(10).default(1),
        }),
      )
      .max(CHANNELS_MAX),
    reason: reasonField,
  }),
  status: 200,
  output: channelList,
  problems: ['forbidden', 'conflict', 'invalid-repository', 'invalid-tag'],
})

const outcome = z.object({
  /** `approved` while more people have to agree. */
  outcome: z.enum(['promoted', 'approved']),
  approvals: z.number().int(),
  approvalsMin: z.number().int(),
  /** The job that points the channel's tag; null where it has none. */
  jobId: z.string().nullable(),
  channel: channelShape,
})

const revision = z.number().int().min(0)
const decisionProblems = ['forbidden', 'conflict', 'precondition-failed', 'four-eyes'] as const

export const promoteChannel = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/channels/{channel}/promote',
  summary: 'Bring a golden version into a channel; breaking glass skips steps and soaking, with a reason',
  tag: 'Golden',
  access: 'actor',
  params: channelParams,
  body: z.strictObject({
    version: versionParam,
    /** Of the channel, as it was seen. */
    revision,
    reason: reasonField.optional(),
    breaksGlass: z.boolean().default(false),
  }),
  status: 200,
  output: outcome,
  problems: [...decisionProblems, 'promotion-refused'],
})

export const rollBackChannel = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/channels/{channel}/rollback',
  summary: 'Bring back a version that was in the channel before: the last one, or the one named',
  tag: 'Golden',
  access: 'actor',
  params: channelParams,
  body: z.strictObject({ version: versionParam.optional(), revision, reason: reasonField }),
  status: 200,
  output: outcome,
  problems: [...decisionProblems, 'promotion-refused'],
})

export const holdChannel = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/channels/{channel}/hold',
  summary: 'Keep a channel as it is: nothing is promoted into it until it is released',
  tag: 'Golden',
  access: 'actor',
  params: channelParams,
  body: z.strictObject({ revision, reason: reasonField }),
  status: 200,
  output: channelShape,
  problems: decisionProblems,
})

export const releaseChannel = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/channels/{channel}/release',
  summary: 'End the hold of a channel',
  tag: 'Golden',
  access: 'actor',
  params: channelParams,
  body: z.strictObject({ revision, reason: reasonField.optional() }),
  status: 200,
  output: channelShape,
  problems: decisionProblems,
})

export const listChannelHistory = endpoint({
  method: 'GET',
  path: '/api/v1/golden/lines/{line}/channels/{channel}/history',
  summary: 'List what was decided about a channel, newest first',
  tag: 'Golden',
  access: 'actor',
  params: channelParams,
  query: z.object({ limit: limitQuery, cursor: cursorQuery }),
  status: 200,
  output: pageOf(
    z.object({
      id: z.string(),
      at: epochMs,
      verb: z.string(),
      actor: actorRef,
      reason: z.string().nullable(),
      version: versionRef.nullable(),
      /** What it took the place of; null where the channel was empty, and for what moves nothing. */
      from: versionRef.nullable(),
      isGlassBroken: z.boolean(),
    }),
  ),
  problems: ['invalid-cursor', 'invalid-limit'],
})
