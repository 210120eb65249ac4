/** A value that JSON can hold. */
export type Detail =
  | string
  | number
  | boolean
  | null
  | readonly Detail[]
  | { readonly [name: string]: Detail | undefined }

/** Facts of an event: plain, small, and never a secret. */
export type Facts = Readonly<Record<string, Detail | undefined>>

/** Every kind of event that is recorded, in the past tense. */
export const AUDIT_EVENT_TYPES = [
  'access.denied',
  'audit.exported',
  'audit.verified',
  'key.rotated',
  'session.started',
  'session.ended',
  'session.refused',
  'sessions.ended',
  'groups.missing',
  'invitation.created',
  'invitation.accepted',
  'setup.finished',
  'user.created',
  'user.changed',
  'password.changed',
  'grant.created',
  'grant.changed',
  'grant.removed',
  'group.created',
  'group.changed',
  'group.removed',
  'token.created',
  'token.revoked',
  'registry.created',
  'registry.changed',
  'registry.removed',
  'registry.probed',
  'registry.declared',
  'docker-sign-in.changed',
  'signing-key.created',
  'signing-key.activated',
  'signing-key.discarded',
  'hook-secret.created',
  'hook-secret.ended',
  'dead-letter.retried',
  'dead-letter.discarded',
  'sync.started',
  'sync.finished',
  'sync.loss-accepted',
  'storage.verification-started',
  'storage.repaired',
  'job.cancelled',
  'deletion.started',
  'tag.deleted',
  'tag.overwritten',
  'tag.repaired',
  'manifest.deleted',
  'tag.restored',
  'tag.retagged',
  'tag.promoted',
  'promotion.started',
  'trash.purged',
  'trash.period-changed',
  'job.retried',
  'retention.policy-created',
  'retention.policy-changed',
  'retention.policy-removed',
  'retention.simulated',
  'retention.reviewed',
  'retention.started',
  'retention.refused',
  'retention.finished',
  'golden.policy-published',
  'golden.policy-changed',
  'golden.line-created',
  'golden.line-changed',
  'golden.line-archived',
  'golden.nominated',
  'golden.evidence-added',
  'golden.approved',
  'golden.approvals-voided',
  'golden.rejected',
  'golden.withdrawn',
  'golden.waiver-requested',
  'golden.waiver-granted',
  'golden.marked',
  'golden.revoked',
  'golden.revocation-scheduled',
  'golden.revocation-cancelled',
  'golden.restore-requested',
  'golden.restored',
  'golden.extension-requested',
  'golden.extended',
  'golden.channels-changed',
  'golden.promoted',
  'golden.promotion-approved',
  'golden.rolled-back',
  'golden.held',
  'golden.released',
  'golden.pointed',
  'golden.pinned',
  'golden.expiring',
  'golden.expired',
  'golden.superseded',
  'golden.drift-detected',
  'golden.drift-resolved',
  'golden.drift-repaired',
  'golden.put-back',
  'golden.report-exported',
  'webhook.created',
  'webhook.changed',
  'webhook.removed',
  'webhook.tested',
  'webhook.redelivered',
] as const

export type AuditEventType = (typeof AUDIT_EVENT_TYPES)[number]

export interface AuditEvent {
  readonly type: AuditEventType
  /** What it was done to, such as a registry's name or `registry/repository:tag`. */
  readonly resource: string
  /** Names the scope, so that the owners of it may read the event. */
  readonly registryId?: string | null | undefined
  /** The repository, or the namespace, it was done in. */
  readonly repository?: string | null | undefined
  readonly digest?: string | null | undefined
  /** What changed, as it was and as it is: only the fields that changed, never a secret. */
  readonly before?: Facts | null | undefined
  readonly after?: Facts | null | undefined
  /** Why, in the words of who did it. */
  readonly reason?: string | null | undefined
  /** By what right; without it the grounds of the last `authorize` of this context. */
  readonly grounds?: string | null | undefined
  readonly facts?: Facts | undefined
}
