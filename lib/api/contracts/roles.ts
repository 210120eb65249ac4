import { z } from 'zod'

/** What somebody is in the whole installation; a member may what its grants say. */
export const systemRole = z.enum(['admin', 'auditor', 'member'])

/** What a grant makes of somebody on its scope. */
export const grantRole = z.enum(['viewer', 'developer', 'maintainer', 'approver', 'owner'])
