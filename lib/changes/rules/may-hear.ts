import { can } from '@/lib/access/rules/can'
import type { Actor } from '@/lib/core/actor'
import type { ShownChange } from './gather'

/** Whether somebody may know of a change: whoever may read the thing itself. */
export function mayHear(actor: Actor, change: ShownChange): boolean {
  switch (change.topic) {
    case 'registries':
      return can(actor, 'registry:list').allowed
    case 'registry':
      return can(actor, 'registry:read', { registryId: change.registryId }).allowed
    case 'repository':
      return can(actor, 'repository:read', {
        registryId: change.registryId,
        repository: change.repository,
      }).allowed
    case 'job':
      return can(actor, 'job:read', {
        registryId: change.registryId ?? undefined,
        repository: change.repository ?? undefined,
      }).allowed
    case 'webhook':
      return can(actor, 'webhook:manage').allowed
  }
}
