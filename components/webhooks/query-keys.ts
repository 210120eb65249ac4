/** The roots of the query keys of webhooks, for who makes queries old without asking them. */
export const WEBHOOKS_KEY = ['webhooks'] as const
export const WEBHOOK_LIST_KEY = [...WEBHOOKS_KEY, 'list'] as const
