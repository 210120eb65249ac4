import { z } from 'zod'
import type { ProblemCode } from '@/lib/core/errors'
import { isRepositoryName } from '@/lib/oci/name'
import { registryName } from './fields'

const invalidPath: ProblemCode = 'invalid-repository'

/** A namespace or repository by the OCI grammar; '' for all of a registry. */
export const scopePath = z
  .string()
  .max(255)
  .refine((text) => text === '' || isRepositoryName(text), {
    message: 'This is not a namespace or repository by the OCI grammar.',
    params: { code: invalidPath },
  })
  .meta({ description: 'Namespace or repository, compared by whole segments; empty for everything' })

/** Where a grant holds. */
export const namedScope = z.strictObject({
  /** Name of a registry; null for every registry. */
  registry: registryName.nullable(),
  path: scopePath.default(''),
})

/** The same in an answer. */
export const shownScope = z.object({ registry: z.string().nullable(), path: z.string() })
