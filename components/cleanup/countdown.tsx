'use client'

import { useEffect, useState } from 'react'
import { formatAbsolute } from '../ui/format-time'
import { timeLeft } from './time-left'

const TICK_MS = 20_000

/** The time, renewed often enough for minutes. 0 until the page is alive, so server and browser agree. */
export function useMinutes(): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** How long something can still be restored. */
export function Countdown({ until, now }: { until: number; now: number }) {
  return (
    <time
      dateTime={new Date(until).toISOString()}
      title={formatAbsolute(until)}
      className="whitespace-nowrap tabular-nums"
    >
      {now === 0 ? formatAbsolute(until) : timeLeft(until - now)}
    </time>
  )
}
