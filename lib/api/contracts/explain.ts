import { z } from 'zod'
import { endpoint } from './endpoint'
import { registryName } from './fields'
import { grantRole } from './people'
import { scopePath } from './scope'

/** `noun:verb`; one there is not is refused with what there is. */
const action = z.string().regex(/^[a-z-]{1,40}:[a-z-]{1,40}$/, 'An action is written noun:verb.')

export const explainAccess = endpoint({
  method: 'GET',
  path: '/api/v1/access/explain',
  summary: 'Whether somebody may do something, and on what grounds; everybody may ask about themselves',
  tag: 'Access',
  access: 'actor',
  query: z.object({
    actor: z
      .string()
      .regex(/^(?:usr|tok)_[a-z0-9]{1,60}$/, 'This is not the id of a person or an API token.'),
    action,
    registry: registryName.optional(),
    path: scopePath.default(''),
  }),
  status: 200,
  output: z.object({
    actor: z.object({ kind: z.enum(['user', 'token']), id: z.string(), name: z.string() }),
    allowed: z.boolean(),
    reason: z.string().nullable(),
    /** Without it the answer is 404, as if the thing were not there. */
    mayKnow: z.boolean(),
    grounds: z.array(
      z.object({
        text: z.string(),
        /** The grant it rests on; null where a role of the whole installation suffices. */
        grantId: z.string().nullable(),
        role: z.string().nullable(),
        registry: z.string().nullable(),
        path: z.string().nullable(),
        group: z.string().nullable(),
        of: z.enum(['actor', 'token', 'owner']).nullable(),
      }),
    ),
    /** Which roles of a grant would do, and which of the whole installation. */
    needs: z.object({
      roles: z.array(grantRole),
      systemRoles: z.array(z.string()),
      isPersonOnly: z.boolean(),
    }),
    /** Why they can do nothing at all; null while they can sign in. */
    stopped: z.string().nullable(),
  }),
  problems: ['forbidden', 'invalid-repository'],
})
