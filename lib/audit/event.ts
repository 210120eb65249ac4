/** Facts of an event: plain, small, and never a secret. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** Every kind of event that is recorded, in the past tense. */
export type AuditEventType =
  | 'session.started'
  | 'session.refused'
  | 'setup.finished'
  | 'user.created'
  | 'user.changed'
  | 'password.changed'
  | 'token.created'
  | 'token.revoked'
  | 'registry.created'
  | 'registry.changed'
  | 'registry.removed'
  | 'registry.probed'
  | 'registry.declared'
  | 'sync.started'
  | 'sync.finished'
  | 'job.cancelled'

export interface AuditEvent {
  readonly type: AuditEventType
  /** What it was done to, such as a registry's name or `registry/repository:tag`. */
  readonly resource: string
  readonly facts?: Facts
}
