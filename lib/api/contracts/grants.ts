import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, epochMs, registryName, scopeRights, searchText } from './fields'
import { grantRole, systemRole } from './people'
import { namedScope, scopePath, shownScope } from './scope'

const principalKind = z.enum(['user', 'group', 'token'])
const principal = z.strictObject({
  kind: principalKind,
  id: z
    .string()
    .regex(/^(?:usr|grp|tok)_[a-z0-9]{1,60}$/, 'This is not the id of a person, a group or a token.'),
})

export const grantShape = shownScope
  .extend({
    id: z.string(),
    role: grantRole,
    principal: z.object({
      kind: principalKind,
      id: z.string(),
      name: z.string(),
      /** Of a group: `local`, or the sign-in method that names it. */
      source: z.string().nullable(),
      isDisabled: z.boolean(),
    }),
    createdBy: z.string(),
    createdAt: epochMs,
    can: z.object({ manage: allowed }),
  })
  .meta({ id: 'Grant' })

const grantParams = z.object({
  grant: z.string().regex(/^gra_[a-z0-9]{1,60}$/, 'This is not the id of a grant.'),
})

export const listGrants = endpoint({
  method: 'GET',
  path: '/api/v1/grants',
  summary: 'List the grants on every scope whose members I may read',
  tag: 'Access',
  access: 'actor',
  status: 200,
  output: z.object({
    items: z.array(grantShape),
    /** Whom those grants reach; everybody, for who may read the list of people. */
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        role: systemRole,
        isDisabled: z.boolean(),
        /** Ids of the groups whose grants reach them. */
        groups: z.array(z.string()),
      }),
    ),
    can: z.object({ everywhere: allowed }),
  }),
  problems: ['forbidden'],
})

export const createGrants = endpoint({
  method: 'POST',
  path: '/api/v1/grants',
  summary: 'Give a role to people, groups or API tokens on scopes; what they have already stays',
  tag: 'Access',
  access: 'actor',
  body: z.strictObject({
    principals: z.array(principal).min(1).max(200),
    scopes: z.array(namedScope).min(1).max(200),
    role: grantRole,
  }),
  status: 201,
  output: z.object({ items: z.array(grantShape) }),
  problems: ['forbidden'],
})

export const updateGrant = endpoint({
  method: 'PATCH',
  path: '/api/v1/grants/{grant}',
  summary: 'Make a grant give another role',
  tag: 'Access',
  access: 'actor',
  params: grantParams,
  body: z.strictObject({ role: grantRole }),
  status: 200,
  output: grantShape,
  problems: ['forbidden', 'conflict'],
})

export const deleteGrant = endpoint({
  method: 'DELETE',
  path: '/api/v1/grants/{grant}',
  summary: 'Take a grant away at once',
  tag: 'Access',
  access: 'actor',
  params: grantParams,
  status: 204,
  problems: ['forbidden'],
})

export const listMembers = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/members',
  summary: 'Who may what on a registry, a namespace or a repository, and by which grant',
  tag: 'Access',
  access: 'actor',
  params: z.object({ registry: registryName }),
  query: z.object({ path: scopePath.default('') }),
  status: 200,
  output: z.object({
    grants: z.array(
      grantShape.extend({
        /** On exactly this, on something that holds it, or on a part of it. */
        standing: z.enum(['here', 'inherited', 'inside']),
      }),
    ),
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        isDisabled: z.boolean(),
        roles: z.array(z.object({ role: grantRole, grantId: z.string() })),
      }),
    ),
    can: scopeRights,
  }),
  problems: ['forbidden', 'invalid-repository'],
})

export const findPrincipals = endpoint({
  method: 'GET',
  path: '/api/v1/access/principals',
  summary: 'Find people and groups to give a grant to, at most twenty',
  tag: 'Access',
  access: 'actor',
  query: z.object({ q: searchText.default('') }),
  status: 200,
  output: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['user', 'group']),
        id: z.string(),
        name: z.string(),
        source: z.string().nullable(),
      }),
    ),
  }),
  problems: ['forbidden'],
})
