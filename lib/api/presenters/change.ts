import 'server-only'
import type { ShownChange } from '@/lib/changes/rules/gather'

/** A change for the wire: by names, without ids of ours. */
export function presentChange(change: ShownChange) {
  const { what } = change
  switch (change.topic) {
    case 'registries':
      return { topic: change.topic, what }
    case 'registry':
      return { topic: change.topic, registry: change.registry, what }
    case 'repository':
      return { topic: change.topic, registry: change.registry, repository: change.repository, what }
    case 'job':
      return { topic: change.topic, job: change.job, what }
    case 'webhook':
      return { topic: change.topic, webhook: change.webhook, what }
  }
}
