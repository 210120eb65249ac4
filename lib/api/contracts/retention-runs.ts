import { z } from 'zod'
import { endpoint } from './endpoint'
import { cursorQuery, epochMs, limitQuery, pageOf, repositoryNameField, searchText, tagParam } from './fields'
import {
  policyParams,
  retentionPolicyShape,
  retentionRunDetailShape,
  retentionRunShape,
  runParams,
  verdictShape,
} from './retention-shapes'

export const simulateRetention = endpoint({
  method: 'POST',
  path: '/api/v1/retention-policies/{policy}/simulations',
  summary: 'Start a simulation: it changes nothing and asks no registry',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  status: 202,
  output: retentionRunShape,
  problems: ['forbidden', 'conflict'],
})

export const runRetention = endpoint({
  method: 'POST',
  path: '/api/v1/retention-policies/{policy}/runs',
  summary: 'Start a run: judges anew and deletes',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  status: 202,
  output: retentionRunShape,
  problems: ['forbidden', 'conflict', 'run-refused'],
})

export const listRetentionRuns = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies/{policy}/runs',
  summary: 'List the simulations and runs of a policy, newest first',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  query: z.object({ limit: limitQuery, cursor: cursorQuery }),
  status: 200,
  output: pageOf(retentionRunShape),
  problems: ['forbidden', 'invalid-cursor', 'invalid-limit'],
})

export const getRetentionRun = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies/{policy}/runs/{run}',
  summary: 'Get a simulation or run',
  tag: 'Retention',
  access: 'actor',
  params: runParams,
  status: 200,
  output: retentionRunDetailShape,
  problems: ['forbidden'],
})

export const listRetentionVerdicts = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies/{policy}/runs/{run}/verdicts',
  summary: 'List what a simulation or run made of each tag, what goes first',
  tag: 'Retention',
  access: 'actor',
  params: runParams,
  query: z.object({
    fate: z.enum(['keep', 'delete']).optional(),
    /** Name of a rule; empty for what no rule speaks of. */
    rule: z.string().max(100).optional(),
    repository: repositoryNameField.optional(),
    q: searchText.optional(),
    changed: z.enum(['true']).optional(),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(verdictShape),
  problems: ['forbidden', 'invalid-cursor', 'invalid-limit', 'invalid-repository'],
})

export const reviewRetention = endpoint({
  method: 'POST',
  path: '/api/v1/retention-policies/{policy}/runs/{run}/review',
  summary: 'Say that I looked at this simulation, which lets its version run',
  tag: 'Retention',
  access: 'actor',
  params: runParams,
  status: 200,
  output: retentionPolicyShape,
  problems: ['forbidden', 'conflict'],
})

export const explainRetention = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies/{policy}/explanation',
  summary: 'Say why a policy keeps or deletes one tag, rule by rule',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  query: z.object({ repository: repositoryNameField, tag: tagParam }),
  status: 200,
  output: z.object({
    fate: z.enum(['keep', 'delete']),
    because: z.enum(['rule', 'no-rule', 'protected', 'unreadable']),
    rule: z.string().nullable(),
    pushedAt: epochMs.nullable(),
    createdAt: epochMs.nullable(),
    pulledAt: epochMs.nullable(),
    rules: z.array(
      z.object({
        rule: z.string(),
        verb: z.enum(['keep', 'delete']),
        speaks: z.boolean(),
        /** What of the rule the tag does not meet. */
        unmet: z.array(z.string()),
      }),
    ),
  }),
  problems: ['forbidden', 'invalid-repository', 'invalid-tag'],
})
