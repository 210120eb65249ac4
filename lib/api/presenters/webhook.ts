import 'server-only'
import { can } from '@/lib/access/rules/can'
import type { Actor } from '@/lib/core/actor'
import type { Page } from '@/lib/core/paging'
import type { DeliveryRow } from '@/lib/webhooks/store/log'
import type { WebhookSummary } from '@/lib/webhooks/use-cases/list-webhooks'
import type { Webhook } from '@/lib/webhooks/webhook'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

/** Why no answer came, said of whoever was to be told. */
const MESSAGES: Readonly<Record<string, string>> = {
  'upstream-blocked':
    'Assay may not connect to this address; the operator allows more with ASSAY_ALLOWED_CIDRS.',
  'upstream-unreachable': 'The address could not be reached, or closed the connection.',
  'upstream-tls': 'The certificate could not be verified.',
  'upstream-timeout': 'No answer came within ten seconds.',
  'upstream-invalid': 'What was answered is not HTTP.',
  'upstream-encoding': 'The answer was compressed without being asked to.',
}

export function presentWebhook(webhook: Webhook) {
  const { id, url, registry, namespace, isPaused, createdBy, createdAt } = webhook
  return { id, url, events: [...webhook.events], registry, namespace, isPaused, createdBy, createdAt }
}

/** The webhooks somebody may look after, and whether they may add one that hears of everything. */
export function presentWebhooks(webhooks: readonly WebhookSummary[], actor: Actor) {
  return {
    items: webhooks.map(presentWebhookSummary),
    can: { createForAll: presentAllowed(can(actor, 'webhook:manage')) },
  }
}

function presentWebhookSummary(webhook: WebhookSummary) {
  const { lastCode, ...health } = webhook.health
  return { ...presentWebhook(webhook), health: { ...health, lastProblem: presentNoAnswer(lastCode) } }
}

export function presentDelivery(row: DeliveryRow) {
  const isPending = row.state === 'pending'
  return {
    id: row.id,
    event: row.event_type,
    state: row.state,
    attempts: row.attempt,
    createdAt: row.created_at,
    nextAt: isPending ? row.next_at : null,
    finishedAt: row.finished_at,
    lastTryAt: row.tried_at,
    durationMs: row.duration_ms,
    status: row.status,
    problem: presentNoAnswer(row.code),
    redeliveryOf: row.redelivery_of,
    body: row.body,
  }
}

export function presentDeliveryPage(page: Page<DeliveryRow>) {
  return presentPage(page, presentDelivery)
}

function presentNoAnswer(code: string | null) {
  return code === null ? null : { code, message: MESSAGES[code] ?? 'No answer came.' }
}
