import type { Scope } from '@/lib/core/actor'
import type { Ground } from './can'

/** A ground in words: `owner of team-a through the group platform`. */
export function describeGround(ground: Ground): string {
  if (ground.kind === 'system') return 'the server itself'
  if (ground.kind === 'self') return 'signed in'
  const whose = { actor: '', token: ' (API token)', owner: ' (its owner)' }[ground.of]
  if (ground.kind === 'role') return `role ${ground.role}${whose}`
  const { role, group } = ground.grant
  const through = group === null ? '' : ` through the group ${group.name}`
  return `${role} of ${describeScope(ground.grant)}${through}${whose}`
}

/** A scope in words, without the name of its registry, which the reader is looking at. */
export function describeScope({ registryId, path }: Scope): string {
  if (path !== '') return registryId === null ? `${path} in every registry` : path
  return registryId === null ? 'every registry' : 'the whole registry'
}
