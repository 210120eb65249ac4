import { z } from 'zod'
import { registryName, repositoryNameField } from './fields'

export const lineParam = z.string().regex(/^lin_[a-z0-9]{20,40}$/, 'This is not the id of a line.')
export const versionParam = z.string().regex(/^ver_[a-z0-9]{20,40}$/, 'This is not the id of a version.')
export const driftParam = z.string().regex(/^dri_[a-z0-9]{20,40}$/, 'This is not the id of a drift.')
/** Lower-case letters, digits and inner hyphens, such as `prod`. */
export const channelParam = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
    'Lower-case letters, digits and inner hyphens, at most 32.',
  )

export const reasonField = z.string().trim().min(1).max(1000)

export const versionStates = ['candidate', 'golden', 'superseded', 'expired', 'revoked', 'rejected'] as const

export const lineRef = z.object({ id: z.string(), name: z.string() })
export const versionRef = z.object({
  id: z.string(),
  name: z.string(),
  digest: z.string(),
  state: z.enum(versionStates),
})
export const actorRef = z.object({ kind: z.string(), id: z.string(), name: z.string() })

/** Where something golden is looked for. */
export const goldenPlace = {
  registry: registryName.optional(),
  repository: repositoryNameField.optional(),
  line: lineParam.optional(),
}
