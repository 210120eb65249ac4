/** Everything a webhook can be told of, with the words the settings page says it in. A new event is a line here. */
export const WEBHOOK_EVENTS = {
  'tag.created': 'A tag appeared',
  'tag.moved': 'A tag moved to another digest',
  'tag.deleted': 'A tag is gone',
  'retention.finished': 'A retention run came to its end',
  'retention.refused': 'A retention run was refused',
  'golden.nominated': 'An image was nominated',
  'golden.rejected': 'A candidate was rejected',
  'golden.marked': 'A version is golden',
  'golden.revocation-scheduled': 'A revocation was announced',
  'golden.revoked': 'A version was revoked',
  'golden.restored': 'A revoked version is golden again',
  'golden.extended': 'A version stays golden for longer',
  'golden.promoted': 'A golden version came into a channel',
  'golden.rolled-back': 'A channel went back to a version it had before',
  'golden.superseded': 'A newer version is golden',
  'golden.expiring': 'A golden version ends soon',
  'golden.expired': 'A golden version ended',
  'golden.drift-detected': 'A registry is no longer as a golden version has it',
  'golden.drift-resolved': 'A registry is again as a golden version has it',
  'golden.drift-repaired': 'Somebody repaired what had drifted',
  'golden.put-back': 'Assay put back a golden manifest that was deleted',
  'sync.failed': 'A registry or repository could not be compared',
} as const

export type WebhookEventType = keyof typeof WEBHOOK_EVENTS

/** Whether something that happened is also told to webhooks. */
export function isWebhookEventType(type: string): type is WebhookEventType {
  return Object.hasOwn(WEBHOOK_EVENTS, type)
}
