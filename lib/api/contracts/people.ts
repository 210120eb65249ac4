import { z } from 'zod'
import { EVIDENCE_TYPES } from '@/lib/core/evidence-types'
import { endpoint } from './endpoint'
import { allowed, epochMs } from './fields'
import { grantRole, systemRole } from './roles'
import { namedScope, shownScope } from './scope'

export { grantRole, systemRole }

/** 2..64 characters after NFKC, no control characters, no edge spaces. */
export const userName = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text.normalize('NFKC'))
  .refine((text) => /^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,62}[\p{L}\p{N}]$/u.test(text), {
    message: 'Two to 64 letters, digits, and . _ @ - or spaces between them.',
  })

export const newPassword = z
  .string()
  .min(12, 'At least 12 characters.')
  .max(1024)
  .refine((text) => !text.includes('\u0000'), 'NUL is not allowed.')

export const userShape = z
  .object({
    id: z.string(),
    name: z.string(),
    role: systemRole,
    isDisabled: z.boolean(),
    createdAt: epochMs,
    lastSignInAt: epochMs.nullable(),
  })
  .meta({ id: 'User' })

/** By what somebody signs in; `nothing` while an invitation is still to be followed. */
const signInBy = z.enum(['password', 'oidc', 'ldap', 'nothing'])

export const me = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who I am',
  tag: 'People',
  access: 'actor',
  status: 200,
  output: z.object({ kind: z.enum(['user', 'token']), id: z.string(), name: z.string(), role: systemRole }),
  problems: [],
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Change my password and end my other sessions',
  tag: 'People',
  access: 'actor',
  body: z.strictObject({ currentPassword: z.string().max(1024), newPassword }),
  status: 204,
  problems: ['forbidden', 'invalid-credentials', 'too-many-attempts'],
})

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/v1/users',
  summary: 'List people',
  tag: 'People',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(userShape.extend({ signInBy })) }),
  problems: ['forbidden'],
})

export const createUser = endpoint({
  method: 'POST',
  path: '/api/v1/users',
  summary: 'Add a person; without a password a one-time link is made by which they set one',
  tag: 'People',
  access: 'actor',
  body: z.strictObject({ name: userName, role: systemRole, password: newPassword.optional() }),
  status: 201,
  output: userShape.extend({
    invitation: z.object({ link: z.string(), expiresAt: epochMs }).nullable(),
  }),
  problems: ['forbidden', 'name-taken'],
})

export const updateUser = endpoint({
  method: 'PATCH',
  path: '/api/v1/users/{user}',
  summary: 'Change a person’s role, disable or enable, set a new password; ends their sessions',
  tag: 'People',
  access: 'actor',
  params: z.object({ user: z.string().regex(/^usr_[a-z0-9]{1,60}$/, 'This is not the id of a person.') }),
  body: z.strictObject({
    role: systemRole.optional(),
    isDisabled: z.boolean().optional(),
    password: newPassword.optional(),
  }),
  status: 200,
  output: userShape,
  problems: ['forbidden', 'last-admin'],
})

export const tokenShape = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: z.string(),
    /** `member` where the grants say what it may. */
    role: systemRole,
    grants: z.array(shownScope.extend({ role: grantRole })),
    /** The only types of evidence it may add; null for any its rights allow. */
    evidenceTypes: z.array(z.string()).nullable(),
    createdAt: epochMs,
    expiresAt: epochMs.nullable(),
    lastUsedAt: epochMs.nullable(),
    revokedAt: epochMs.nullable(),
    can: z.object({ revoke: allowed }),
  })
  .meta({ id: 'ApiToken' })

export const listTokens = endpoint({
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'List my API tokens, or everybody’s as an admin or auditor; secrets are never shown again',
  tag: 'People',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(tokenShape) }),
  problems: ['forbidden'],
})

export const createToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Create an API token and show it once',
  tag: 'People',
  access: 'actor',
  body: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[^\p{C}]+$/u, 'Control characters are not allowed.'),
    /** Of the whole installation, or of a grant on each of `scopes`. */
    role: z.enum([...systemRole.options, ...grantRole.options]),
    /** For a role of a grant: where it holds; everywhere when absent. */
    scopes: z.array(namedScope).min(1).max(100).optional(),
    /** The only types of evidence it may add; any its rights allow when absent. */
    evidenceTypes: z.array(z.enum(EVIDENCE_TYPES)).min(1).max(8).optional(),
    /** Days from now, 1..365. */
    expiresInDays: z.number().int().min(1).max(365),
  }),
  status: 201,
  output: tokenShape.extend({ token: z.string() }),
  problems: ['forbidden'],
})

export const revokeToken = endpoint({
  method: 'DELETE',
  path: '/api/v1/tokens/{token}',
  summary: 'Revoke an API token at once',
  tag: 'People',
  access: 'actor',
  params: z.object({ token: z.string().regex(/^tok_[a-z0-9]{1,60}$/, 'This is not the id of a token.') }),
  status: 204,
  problems: ['forbidden'],
})

export const setup = endpoint({
  method: 'POST',
  path: '/api/v1/setup',
  summary: 'Create the first admin with the one-time setup token',
  tag: 'People',
  access: 'public',
  body: z.strictObject({ setupToken: z.string().max(200), name: userName, password: newPassword }),
  status: 201,
  output: userShape,
  problems: ['invalid-credentials', 'setup-finished', 'too-many-attempts'],
})
