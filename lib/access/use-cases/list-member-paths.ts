import 'server-only'
import type { Context } from '../context'
import { memberPaths } from '../rules/scope-decisions'

/** Below which paths of a registry the actor may read the members; '' is all of it. */
export function listMemberPaths(ctx: Context, registryId: string): readonly string[] {
  return memberPaths(ctx.actor, registryId)
}
