const STEPS: readonly (readonly [
  limitSeconds: number,
  unitSeconds: number,
  unit: Intl.RelativeTimeFormatUnit,
])[] = [
  [60, 1, 'second'],
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [86_400 * 30, 86_400, 'day'],
  [86_400 * 365, 86_400 * 30, 'month'],
  [Number.POSITIVE_INFINITY, 86_400 * 365, 'year'],
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' })

/** `3h ago`, `in 2d`; within ten seconds of now, `just now`. Times are epoch milliseconds. */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  if (Math.abs(seconds) < 10) return 'just now'
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit)
  if (!step) return 'unknown'
  return relative.format(Math.trunc(seconds / step[1]), step[2])
}

/** `2026-03-04 15:06:07 UTC`: the same on server and browser, sortable, no doubt about the zone. */
export function formatAbsolute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** `2026-03-04`. */
export function formatDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** `42s`, `3m 10s`, `2h 5m`: how long something took or will take. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`
  return `${Math.floor(seconds / 3600)}h ${Math.floor((seconds % 3600) / 60)}m`
}
