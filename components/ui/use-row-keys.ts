'use client'
import { useState } from 'react'

/**
 * Keys for rows of a form that have no name of their own, so that what one has typed stays with its row when another
 * is removed. The rows themselves stay the caller's; where their number changes by something else, all are new.
 */
export function useRowKeys(count: number) {
  const [keys, setKeys] = useState<readonly number[]>(() => Array.from({ length: count }, (_, at) => at))
  if (keys.length !== count) {
    // Nothing of the rows before is known to be in those that are there now, but for those that were added at the end.
    const kept = keys.length < count ? keys : []
    const next = Math.max(-1, ...keys) + 1
    setKeys([...kept, ...Array.from({ length: count - kept.length }, (_, at) => next + at)])
  }
  return {
    keys,
    /** Say before the row is taken out. */
    remove: (at: number) => setKeys(keys.filter((_, index) => index !== at)),
  }
}
