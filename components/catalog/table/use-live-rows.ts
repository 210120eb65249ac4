'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { shiftOf } from './kept-place'

const FRESH_MS = 2_500
const NONE: ReadonlySet<string> = new Set()

export interface LiveRows {
  /** A key for each row, in order; must not change while the rows do not. */
  readonly keys: readonly string[]
  /** What makes a row another one under the same key, such as its digest. Default its key. */
  readonly marks?: readonly string[] | undefined
  /** Which list it is; null while rows of the list before are still shown. */
  readonly scope: string | null
  /** Pages loaded: rows that come by scrolling are not news. */
  readonly pages: number
}

interface Seen extends LiveRows {
  readonly places: ReadonlyMap<string, number>
}

export interface Window {
  readonly rowHeightPx: number
  /** Distance of the first row from the top of the document. */
  readonly topPx: number
  /** What sticks over the rows. */
  readonly stickyPx: number
}

/**
 * Keeps what is in sight where it is when rows come or go above it, and says which rows are new or changed for
 * the moment in which they are worth a look.
 */
export function useLiveRows(
  rows: LiveRows,
  places: ReadonlyMap<string, number>,
  window: Window,
): ReadonlySet<string> {
  const seen = useRef<Seen | null>(null)
  const [fresh, setFresh] = useState(NONE)

  useLayoutEffect(() => {
    if (rows.scope === null) return
    const before = seen.current
    seen.current = { ...rows, places }
    if (before === null || before.scope !== rows.scope || before.keys === rows.keys) return
    keepPlace(before, places, window)
    if (before.pages === rows.pages) setFresh(newsOf(before, rows))
  })
  useEffect(() => {
    if (fresh.size === 0) return
    const timer = setTimeout(() => setFresh(NONE), FRESH_MS)
    return () => clearTimeout(timer)
  }, [fresh])

  return fresh
}

function keepPlace(
  before: Seen,
  places: ReadonlyMap<string, number>,
  { rowHeightPx, topPx, stickyPx }: Window,
): void {
  const hiddenPx = globalThis.scrollY + stickyPx - topPx
  if (hiddenPx <= rowHeightPx) return
  const shift = shiftOf({ before: before.keys, after: places, first: Math.floor(hiddenPx / rowHeightPx) })
  if (shift !== 0) globalThis.scrollBy({ top: shift * rowHeightPx, behavior: 'instant' })
}

function newsOf(before: Seen, rows: LiveRows): ReadonlySet<string> {
  const news = rows.keys.filter((key, index) => {
    const place = before.places.get(key)
    return place === undefined || before.marks?.[place] !== rows.marks?.[index]
  })
  // Where all is new, nothing stands out.
  return news.length === 0 || news.length === rows.keys.length ? NONE : new Set(news)
}
