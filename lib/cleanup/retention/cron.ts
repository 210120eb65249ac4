import { Cron } from 'croner'

const SHOWN_RUNS = 5
/** Two runs closer than this never let one finish. */
const SPACING_MIN_MS = 10 * 60_000

export type Schedule =
  | { readonly kind: 'good'; readonly next: readonly number[] }
  | { readonly kind: 'bad'; readonly message: string }

/** The next five firings of a cron pattern in a time zone (IANA), epoch ms; or what is wrong with it. */
export function readSchedule(
  cron: { readonly pattern: string; readonly timeZone: string },
  now: number,
): Schedule {
  const { pattern, timeZone } = cron
  if (!isTimeZone(timeZone)) return { kind: 'bad', message: 'This is no time zone, such as Europe/Madrid.' }
  if (pattern.trim().split(/\s+/).length !== 5) {
    return {
      kind: 'bad',
      message: 'Write minute, hour, day of month, month and day of week, such as 0 3 * * 0.',
    }
  }
  try {
    const runs = new Cron(pattern, { timezone: timeZone, paused: true }).nextRuns(SHOWN_RUNS, new Date(now))
    const next = runs.map((run) => run.getTime())
    if (next.length === 0) return { kind: 'bad', message: 'This moment never comes.' }
    const isTight = next.some((at, index) => index > 0 && at - (next[index - 1] ?? 0) < SPACING_MIN_MS)
    if (isTight) return { kind: 'bad', message: 'Leave at least ten minutes between two runs.' }
    return { kind: 'good', next }
  } catch {
    return { kind: 'bad', message: 'This cron pattern cannot be read.' }
  }
}

/** The next firing after a moment; null for a pattern without one. */
export function nextFiring(
  cron: { readonly pattern: string; readonly timeZone: string },
  now: number,
): number | null {
  const schedule = readSchedule(cron, now)
  return schedule.kind === 'good' ? (schedule.next[0] ?? null) : null
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
