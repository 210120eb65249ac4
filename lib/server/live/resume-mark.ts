import 'server-only'

/** Where a listener goes on: what the browser says by itself when it connects anew, else what was asked for. */
export function resumeMark(headers: Headers, after: string | undefined): number | undefined {
  const text = headers.get('last-event-id') ?? after
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
