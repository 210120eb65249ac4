import { can } from '@/lib/access/rules/can'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import type { Actor } from '@/lib/core/actor'

/** What somebody may do with the tags and images of a repository. */
export function imageRights(
  actor: Actor,
  place: { readonly registryId: string; readonly repository: string },
) {
  return {
    delete: presentAllowed(can(actor, 'tag:delete', place)),
    retag: presentAllowed(can(actor, 'tag:retag', place)),
    pull: presentAllowed(can(actor, 'repository:pull', place)),
  }
}
