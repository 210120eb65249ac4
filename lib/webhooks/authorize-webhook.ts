import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Resource } from '@/lib/access/rules/can'
import { NotFoundError } from '@/lib/core/errors'
import { findWebhook } from './store/webhooks'
import type { Webhook } from './webhook'

/** What a webhook hears of: all there is, a registry, or a namespace of one. */
export function heardBy(scope: { readonly registryId: string | null; readonly namespace: string }): Resource {
  const { registryId, namespace } = scope
  return {
    registryId: registryId ?? undefined,
    // Without a registry a namespace of every registry is meant, which is no scope of its own.
    namespace: registryId === null || namespace === '' ? undefined : namespace,
  }
}

/** The webhook of an id, for who may look after everything it hears of. @throws NotFoundError */
export async function authorizeWebhook(ctx: Context, id: string): Promise<Webhook> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, 'webhook:manage')
  const webhook = await findWebhook(ctx.db.query, id)
  if (webhook === undefined) {
    // Who may look after none at all is told so; others learn nothing of what is not theirs.
    await authorize(ctx, 'webhook:list')
    throw new NotFoundError()
  }
  if (!can(ctx.actor, 'webhook:manage', heardBy(webhook)).allowed) {
    await authorize(ctx, 'webhook:list')
    throw new NotFoundError()
  }
  await authorize(ctx, 'webhook:manage', heardBy(webhook))
  return webhook
}
