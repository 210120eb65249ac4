import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { connectionsOf } from '@/lib/connections/pool'
import { findRegistryByName } from '@/lib/connections/store'
import { InvalidInputError, NotFoundError } from '@/lib/core/errors'
import { PORTS_DENIED } from '@/lib/registry/ports'
import { assertReachable } from '@/lib/registry/transport/egress'
import { heardBy } from './authorize-webhook'
import { parseWebhookUrl } from './rules/url'
import type { WebhookSettings } from './store/webhooks'

export interface WebhookInput {
  readonly url: string
  readonly events: readonly string[]
  /** A registry's name; null for every registry. */
  readonly registry: string | null
  readonly namespace: string
  readonly isPaused: boolean
}

/**
 * Settings of a webhook as they are kept, after making sure that the actor may have everything in their scope
 * told and that Assay may connect to the address.
 * @throws InvalidInputError, ForbiddenError
 */
export async function checkSettings(ctx: Context, input: WebhookInput): Promise<WebhookSettings> {
  const registryId = input.registry === null ? null : await registryIdOf(ctx, input.registry)
  const { namespace, events, isPaused } = input
  await authorize(ctx, 'webhook:manage', heardBy({ registryId, namespace }))

  const url = parseWebhookUrl(input.url, PORTS_DENIED)
  await assertReachable(new URL(url), connectionsOf(ctx).egress)
  return { url, events: [...new Set(events)].sort(), registryId, namespace, isPaused }
}

async function registryIdOf(ctx: Context, name: string): Promise<string> {
  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry !== undefined) return registry.id
  // Who sees only a part must not learn which registries there are beside it.
  if (visibilityOf(ctx.actor).kind !== 'all') throw new NotFoundError()
  const message = 'There is no registry of this name.'
  throw new InvalidInputError('invalid-input', message, {
    issues: [{ pointer: '/registry', code: 'invalid-input', message }],
  })
}
