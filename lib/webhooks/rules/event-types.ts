/** Everything a webhook can be told of, with the words the settings page says it in. A new event is a line here. */
export const WEBHOOK_EVENTS = {
  'tag.created': 'A tag appeared',
  'tag.moved': 'A tag moved to another digest',
  'tag.deleted': 'A tag is gone',
  'retention.finished': 'A retention run came to its end',
  'retention.refused': 'A retention run was refused',
  'sync.failed': 'A registry or repository could not be compared',
} as const

export type WebhookEventType = keyof typeof WEBHOOK_EVENTS
