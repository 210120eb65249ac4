'use client'

import { useEffect, useState } from 'react'

/** The time, renewed every second while `isTicking`. 0 until the page is alive, so server and browser agree. */
export function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    setNow(Date.now())
    if (!isTicking) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isTicking])
  return now
}
