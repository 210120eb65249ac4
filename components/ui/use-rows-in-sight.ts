'use client'
import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { placeRows, rangeInSight, type Sight } from './rows-in-sight'

const SPARE_ROWS = 12
/** What the server draws before anybody knows the window's height. */
const FIRST_PAINT: Sight = { scrollPx: 0, heightPx: 900 }

export interface RowsToDraw {
  readonly count: number
  readonly heightPx: number
  readonly body: RefObject<HTMLElement | null>
  /** A row that exists wherever the window stands: one that is gone cannot hold the focus. Default none. */
  readonly active?: number
}

/** Of a long table in the page, whose rows are equally high, only those in sight and some around them. */
export function useRowsInSight({ count, heightPx, body, active = -1 }: RowsToDraw) {
  const topPx = useTop(body)
  const rows = { count, heightPx, topPx }
  const [first = 0, last = -1] = useSyncExternalStore(
    onMove,
    () => textOf(windowSight(), rows),
    () => textOf(FIRST_PAINT, rows),
  )
    .split(' ')
    .map(Number)
  return {
    ...placeRows({ first, last }, { count, heightPx, spare: SPARE_ROWS, active }),
    topPx,
    /** Whether the last rows are in sight, or soon will be. */
    isNearEnd: count > 0 && last >= count - SPARE_ROWS,
  }
}

export function windowSight(): Sight {
  return { scrollPx: window.scrollY, heightPx: window.innerHeight }
}

/** Text, as what is read of the window has to be the same while nothing of it changes. */
function textOf(sight: Sight, rows: Parameters<typeof rangeInSight>[1]): string {
  const { first, last } = rangeInSight(sight, rows)
  return `${first} ${last}`
}

function onMove(listener: () => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  window.addEventListener('scroll', listener, { passive: true, signal })
  window.addEventListener('resize', listener, { signal })
  return () => listening.abort()
}

/** Distance of an element from the top of the document, kept true as what is above it changes. */
function useTop(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      const rect = ref.current?.getBoundingClientRect()
      if (rect) setTop(Math.round(rect.top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [ref])
  return top
}
