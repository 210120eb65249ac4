'use client'

import { useSyncExternalStore } from 'react'
import { cx } from './cx'
import { formatAbsolute, formatDate, formatRelative } from './format-time'

const TICK_MS = 15_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = 0

/** One timer for every time on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const notify of listeners) notify()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    now = 0
  }
}

function readNow(): number {
  if (now === 0) now = Date.now()
  return now
}

interface RelativeTimeProps {
  /** Epoch milliseconds; null is shown as `unknown`, or as `absent` says. */
  at: number | null
  absent?: string
  className?: string
}

/**
 * `3h ago`, kept current, with the exact moment in its title. The server writes the date, so nothing jumps wrongly.
 * What came since the last tick is held against the clock itself: it has not yet to come.
 */
export function RelativeTime({ at, absent = 'unknown', className }: RelativeTimeProps) {
  const current = useSyncExternalStore(subscribe, readNow, () => 0)
  if (at === null) return <span className={cx('text-faint', className)}>{absent}</span>
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatAbsolute(at)}
      className={cx('whitespace-nowrap tabular-nums', className)}
    >
      {current === 0 ? formatDate(at) : formatRelative(at, at > current ? Date.now() : current)}
    </time>
  )
}
