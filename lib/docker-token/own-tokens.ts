import 'server-only'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import type { TokenSource } from '@/lib/registry/types'
import type { SigningParts } from './active-signer'
import { signToken } from './issue'
import { parseScopes, splitScopes } from './rules/scope'
import { findServiceOf } from './store/services'

/**
 * Tokens for Assay's own requests to a registry that takes its tokens from Assay: signed in place, for the system
 * itself. They name that registry as their audience, so they open no other.
 */
export function ownTokens(registryId: string, origin: string, parts: SigningParts): TokenSource {
  return {
    async issue({ service: named, scope }) {
      const service = await findServiceOf(parts.db.query, registryId)
      if (service === undefined || !service.isEnabled || service.service !== named) return null
      const { wishes } = parseScopes(splitScopes(scope === null ? [] : [scope]))
      const { token, lifetimeSeconds } = await signToken(parts, {
        actor: SYSTEM_ACTOR,
        service,
        wishes,
        origin,
      })
      return { value: token, lifetimeSeconds }
    },
  }
}
