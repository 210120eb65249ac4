import 'server-only'

export interface ServerSentEvent {
  readonly event: string
  readonly data: unknown
  /** Where the client may go on from; absent leaves it where it was. */
  readonly id?: number
}

/** One event as the HTML standard writes it. JSON has no line break that could end it early. */
export function eventText({ event, data, id }: ServerSentEvent): string {
  const mark = id === undefined ? '' : `id: ${id}\n`
  return `${mark}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** A line that says nothing and keeps proxies from closing a quiet connection. */
export const HEARTBEAT = ': still here\n\n'

/** How long a client waits before it connects anew. */
export function retryText(retryMs: number): string {
  return `retry: ${retryMs}\n\n`
}
