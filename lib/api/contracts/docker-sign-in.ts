import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, epochMs, registryName, repositoryNameField } from './fields'

const outcome = z.enum([
  'granted',
  'reduced',
  'nothing',
  'sign-in',
  'anonymous',
  'refused',
  'throttled',
  'failed',
])
const trust = z.enum(['certificates', 'jwks'])
const action = z.enum(['pull', 'push', 'delete'])

/** Plain enough to stand in a registry's configuration and in a header as it is. */
const plainText = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/, 'Letters, digits and . _ : / - only.')

const signingKeyShape = z
  .object({
    /** RFC 7638 thumbprint, as distribution 3.x names it. */
    kid: z.string(),
    /** Fingerprint as distribution 2.x names it. */
    libtrustId: z.string(),
    /** `next` signs nothing before it is activated. */
    state: z.enum(['active', 'next', 'retired']),
    createdAt: epochMs,
    activatedAt: epochMs.nullable(),
    retiredAt: epochMs.nullable(),
    /** End of its certificate, and of every sign-in that trusts it. */
    expiresAt: epochMs,
    endsSoon: z.boolean(),
  })
  .meta({ id: 'SigningKey' })

export const dockerSignInShape = z
  .object({
    registry: z.string(),
    registryHost: z.string(),
    isEnabled: z.boolean(),
    /** As the registry names itself; the audience of its tokens. */
    service: z.string(),
    realm: z.string(),
    issuer: z.string(),
    isOwnIssuer: z.boolean(),
    trust,
    /** Whom the registry sent people to when it was asked last. */
    registryAsks: z.enum(['assay', 'another', 'nobody', 'unknown']),
    /** Ready-made parts of a registry's configuration. */
    configurations: z.array(z.object({ title: z.string(), trust, fetch: z.string(), yaml: z.string() })),
    keys: z.array(signingKeyShape),
    requests: z.object({
      /** Over 30 days. */
      total: z.number(),
      lastAt: epochMs.nullable(),
      byOutcome: z.array(z.object({ outcome, requests: z.number(), lastAt: epochMs })),
      last: z.array(
        z.object({
          id: z.string(),
          at: epochMs,
          outcome,
          actorName: z.string().nullable(),
          ip: z.string().nullable(),
          client: z.string().nullable(),
          asked: z.string(),
          granted: z.string(),
        }),
      ),
    }),
    can: z.object({ manage: allowed, rotate: allowed }),
  })
  .meta({ id: 'DockerSignIn' })

const registryParams = z.object({ registry: registryName })
const path = '/api/v1/registries/{registry}/docker-sign-in'
const tag = 'Docker sign-in'

export const getDockerSignIn = endpoint({
  method: 'GET',
  path,
  summary: 'Show how people sign in to a registry through Assay, and what was asked of it',
  tag,
  access: 'actor',
  params: registryParams,
  status: 200,
  output: dockerSignInShape,
  problems: ['forbidden'],
})

export const updateDockerSignIn = endpoint({
  method: 'PATCH',
  path,
  summary: 'Turn signing in through Assay on or off, or change how; what is absent stays',
  tag,
  access: 'actor',
  params: registryParams,
  body: z.strictObject({
    isEnabled: z.boolean().optional(),
    service: plainText(128).optional(),
    /** Null is the public address of Assay. */
    issuer: plainText(255).nullable().optional(),
    trust: trust.optional(),
  }),
  status: 200,
  output: dockerSignInShape,
  problems: ['forbidden', 'name-taken'],
})

export const tryDockerSignIn = endpoint({
  method: 'POST',
  path: `${path}/trial`,
  summary: 'Show what a token for me would open, without issuing one',
  tag,
  access: 'actor',
  params: registryParams,
  body: z.strictObject({ repository: repositoryNameField, actions: z.array(action).min(1).max(3) }),
  status: 200,
  output: z.object({
    /** As a client would ask. */
    scope: z.string(),
    /** The same for what is granted; empty for nothing. */
    granted: z.string(),
    refused: z.array(action),
  }),
  problems: ['forbidden', 'invalid-repository'],
})

const keyParams = z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

export const createSigningKey = endpoint({
  method: 'POST',
  path: '/api/v1/signing-keys',
  summary: 'Make the key that is to sign Docker tokens next; it joins the bundle and signs nothing yet',
  tag,
  access: 'actor',
  status: 201,
  output: signingKeyShape,
  problems: ['forbidden', 'conflict'],
})

export const activateSigningKey = endpoint({
  method: 'POST',
  path: '/api/v1/signing-keys/{key}/activate',
  summary: 'Sign Docker tokens with the waiting key from now on; every registry has to know it already',
  tag,
  access: 'actor',
  params: keyParams,
  status: 204,
  problems: ['forbidden'],
})

export const discardSigningKey = endpoint({
  method: 'DELETE',
  path: '/api/v1/signing-keys/{key}',
  summary: 'Throw away the waiting key',
  tag,
  access: 'actor',
  params: keyParams,
  status: 204,
  problems: ['forbidden'],
})
