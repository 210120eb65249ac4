import { isOwnUserAgent } from '@/lib/core/user-agent'
import { isImageManifestType, isIndexType, isSchema1Type } from '@/lib/oci/media-type'
import type { RegistryEvent } from './registry-event'

/**
 * What an event asks for. `look`: ask the registry what its tags name now. `check`: a write that says it is
 * Assay's own, looked at only if the index does not have it. `resolve`: somebody asked what a tag names. `pull`:
 * somebody fetched a manifest, by tag or digest. `attach`: a manifest without a tag, which may be attached to another.
 * `own`: Assay reading. `none`: nothing.
 */
export type EventEffect = 'look' | 'check' | 'resolve' | 'pull' | 'attach' | 'own' | 'none'

export function effectOf(event: RegistryEvent): EventEffect {
  const isOwn = isOwnUserAgent(event.client)
  switch (event.action) {
    case 'mount':
      return 'none'
    case 'pull':
      return isOwn ? 'own' : pullOf(event)
    case 'push':
      // Children of an index come with it; only what is attached to something tells of itself.
      if (event.tag === null) return isManifest(event) && !isOwn ? 'attach' : 'none'
      return isOwn ? 'check' : 'look'
    case 'delete':
      return isOwn ? 'check' : 'look'
  }
}

/** A HEAD by digest and everything about blobs is no pull: pushing asks so too. */
function pullOf(event: RegistryEvent): EventEffect {
  const { tag, method } = event
  if (tag !== null && method === 'HEAD') return 'resolve'
  return method === 'GET' && isManifest(event) ? 'pull' : 'none'
}

function isManifest({ tag, mediaType }: RegistryEvent): boolean {
  return tag !== null || (mediaType !== null && isManifestType(mediaType))
}

function isManifestType(type: string): boolean {
  return isImageManifestType(type) || isIndexType(type) || isSchema1Type(type)
}

export interface EventTime {
  /** Epoch ms by the registry's clock where it is plausible, else when we received it. */
  readonly at: number
  /** How long it was under way, never below 0; null where the registry's time is not plausible. */
  readonly lagMs: number | null
}

/** A queue in a registry's memory may be days old, and clocks differ by minutes; anything else is no time. */
const AGE_MAX_MS = 30 * 24 * 60 * 60 * 1000
const AHEAD_MAX_MS = 5 * 60 * 1000

/** When an event happened, as far as its timestamp can be believed. */
export function timeOf(timestamp: unknown, receivedAt: number): EventTime {
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN
  const lagMs = receivedAt - at
  if (!(lagMs <= AGE_MAX_MS && lagMs >= -AHEAD_MAX_MS)) return { at: receivedAt, lagMs: null }
  return { at: Math.min(at, receivedAt), lagMs: Math.max(lagMs, 0) }
}
