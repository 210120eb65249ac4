'use client'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'

const OVERSCAN = 12
/** What the server draws before anybody knows the window's height. */
const FIRST_PAINT = { width: 1280, height: 900 }

export interface RowsToDraw {
  readonly count: number
  readonly heightPx: number
  readonly body: RefObject<HTMLElement | null>
  /** A row that exists wherever the window stands: one that is gone cannot hold the focus. Default none. */
  readonly active?: number
  /** Height of what sticks above the rows. Default 0. */
  readonly stickyPx?: number
}

/** Of a long table in the page, whose rows are equally high, only those in sight and some around them. */
export function useRowsInSight({ count, heightPx, body, active = -1, stickyPx = 0 }: RowsToDraw) {
  'use no memo'
  const topPx = useTop(body)
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    estimateSize: () => heightPx,
    overscan: OVERSCAN,
    scrollMargin: topPx,
    scrollPaddingStart: stickyPx,
    scrollPaddingEnd: heightPx,
    initialRect: FIRST_PAINT,
    rangeExtractor: (range) => withActive(defaultRangeExtractor(range), active, count),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are thrown away when rows turn out higher or lower
  useLayoutEffect(() => virtualizer.measure(), [heightPx])
  const items = virtualizer.getVirtualItems()
  return {
    /** The rows to draw, each with the room of those left out before it. */
    items: items.map(({ index, start }, place) => ({
      index,
      gapPx: Math.max(0, start - (items[place - 1]?.end ?? topPx)),
    })),
    /** The room of the rows left out at the end. */
    restPx: Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? topPx) - topPx)),
    topPx,
    /** Whether the last rows are in sight, or soon will be. */
    isNearEnd: count > 0 && (virtualizer.range?.endIndex ?? -1) >= count - OVERSCAN,
    /** Scrolls only where something lies over the row. */
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}

/** The focused row too, in its place, wherever the window stands. */
function withActive(indexes: readonly number[], active: number, count: number): number[] {
  if (active < 0 || active >= count || indexes.includes(active)) return [...indexes]
  return [...indexes, active].sort((a, b) => a - b)
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
