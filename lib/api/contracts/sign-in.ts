import { z } from 'zod'
import { endpoint } from './endpoint'
import { epochMs } from './fields'
import { newPassword, userName } from './people'

const userId = z.string().regex(/^usr_[a-z0-9]{1,60}$/, 'This is not the id of a person.')
const methodName = z.enum(['local', 'oidc', 'ldap'])

export const invitationShape = z
  .object({
    /** Shown once: only its fingerprint is kept. */
    link: z.string(),
    purpose: z.enum(['invite', 'reset']),
    expiresAt: epochMs,
  })
  .meta({ id: 'Invitation' })

export const createInvitation = endpoint({
  method: 'POST',
  path: '/api/v1/users/{user}/invitations',
  summary: 'Make a one-time link by which a person sets a password; earlier links end',
  tag: 'People',
  access: 'actor',
  params: z.object({ user: userId }),
  status: 201,
  output: invitationShape,
  problems: ['forbidden', 'account-disabled', 'not-a-local-account'],
})

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/v1/invitations/accept',
  summary: 'Set name and password by a one-time link',
  tag: 'People',
  access: 'public',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    name: userName.optional(),
    password: newPassword,
  }),
  status: 200,
  output: z.object({ name: z.string() }),
  problems: ['name-taken', 'invitation-used', 'invitation-expired', 'too-many-attempts'],
})

export const endUserSessions = endpoint({
  method: 'POST',
  path: '/api/v1/users/{user}/sign-out',
  summary: 'End every session of a person',
  tag: 'People',
  access: 'actor',
  params: z.object({ user: userId }),
  status: 204,
  problems: ['forbidden'],
})

export const endMySessions = endpoint({
  method: 'POST',
  path: '/api/v1/me/sign-out',
  summary: 'End every session of mine, this one too',
  tag: 'People',
  access: 'actor',
  status: 204,
  problems: ['forbidden'],
})

const setting = z.object({ label: z.string(), value: z.string().nullable() })

export const signInMethodShape = z
  .object({
    method: methodName,
    name: z.string(),
    isEnabled: z.boolean(),
    /** How it is set, without secrets. */
    settings: z.array(setting),
    /** What to register at the provider. */
    addresses: z.array(z.object({ label: z.string(), value: z.string() })),
    /** People who can sign in by it. */
    accountCount: z.number().int(),
    groupCount: z.number().int().nullable(),
    recent: z.array(
      z.object({ userId: z.string(), name: z.string(), label: z.string().nullable(), at: epochMs }),
    ),
  })
  .meta({ id: 'SignInMethod' })

export const listSignInMethods = endpoint({
  method: 'GET',
  path: '/api/v1/sign-in/methods',
  summary: 'How people sign in, and how each way is set',
  tag: 'People',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(signInMethodShape), sessionHours: z.number(), idleMinutes: z.number() }),
  problems: ['forbidden'],
})

export const testSignInMethod = endpoint({
  method: 'POST',
  path: '/api/v1/sign-in/methods/{method}/test',
  summary: 'Ask a provider or a directory now whether it can be used',
  tag: 'People',
  access: 'actor',
  params: z.object({ method: z.enum(['oidc', 'ldap']) }),
  status: 200,
  output: z.object({
    isUsable: z.boolean(),
    tookMs: z.number().int(),
    steps: z.array(z.object({ label: z.string(), isPassed: z.boolean(), detail: z.string() })),
  }),
  problems: ['forbidden'],
})
