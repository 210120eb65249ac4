/** The root of the query keys of retention, for who makes queries old without asking them. */
export const RETENTION_KEY = ['retention'] as const
