'use client'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isTyping } from '@/components/ui/is-typing'
import { rowIntent } from './row-keys'
import { type LiveRows, useLiveRows } from './use-live-rows'

const OVERSCAN = 12
/** Height of the page's head and of the table's, which stick above the rows. */
const STICKY_PX = 92
/** What the server draws before anybody knows the window's height. */
const FIRST_PAINT = { width: 1280, height: 900 }

export interface RowTable {
  readonly rows: LiveRows
  /** A first guess; the first row drawn says how high rows really are. */
  readonly rowHeightPx: number
  readonly onOpen: (index: number) => void
  readonly onCopy?: (index: number) => void
  /** Called when the last rows come into sight. */
  readonly onEnd: () => void
}

/**
 * Rows of a native table of which only those in sight exist, walked with j, k and the arrows. One row at a time
 * can be reached by Tab; the focused row exists even when scrolled away.
 */
export function useRowTable({ rows, rowHeightPx: guessPx, onOpen, onCopy, onEnd }: RowTable) {
  'use no memo'
  const body = useRef<HTMLTableSectionElement>(null)
  const isMoving = useRef(false)
  const count = rows.keys.length
  const margin = useTop(body)
  const rowHeightPx = useRowHeight(body, guessPx)
  const { places, fresh } = useLiveRows(rows, { rowHeightPx, topPx: margin, stickyPx: STICKY_PX })
  const [visited, setVisited] = useState<Visited | null>(null)
  // The focus stays with its row, wherever that moves.
  const active = visited === null ? -1 : (places.get(visited.key) ?? visited.index)
  const setActive = useCallback(
    (index: number) => setVisited({ index, key: rows.keys[index] ?? '' }),
    [rows.keys],
  )

  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    estimateSize: () => rowHeightPx,
    overscan: OVERSCAN,
    scrollMargin: margin,
    scrollPaddingStart: STICKY_PX,
    scrollPaddingEnd: rowHeightPx,
    initialRect: FIRST_PAINT,
    rangeExtractor: (range) => withActive(defaultRangeExtractor(range), active, count),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are thrown away when rows turn out higher or lower
  useLayoutEffect(() => virtualizer.measure(), [rowHeightPx])
  const items = virtualizer.getVirtualItems()
  const lastInSight = virtualizer.range?.endIndex ?? -1

  useEffect(() => {
    if (count > 0 && lastInSight >= count - OVERSCAN) onEnd()
  }, [count, lastInSight, onEnd])

  useLayoutEffect(() => {
    if (!isMoving.current) return
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)
    if (!row) return
    isMoving.current = false
    row.focus({ preventScroll: true })
  })

  const moveTo = useCallback(
    (index: number) => {
      isMoving.current = true
      setActive(index)
      virtualizer.scrollToIndex(index, { align: 'auto' })
    },
    [virtualizer, setActive],
  )

  const act = (key: string): boolean => {
    const intent = rowIntent(key, Math.min(active, count - 1), count)
    if (intent.kind === 'focus') moveTo(intent.index)
    if (intent.kind === 'open') onOpen(active)
    if (intent.kind === 'copy') onCopy?.(active)
    return intent.kind !== 'none'
  }
  useFirstRowKey(() => act('j'), active)

  return {
    body,
    active: Math.max(0, Math.min(active, count - 1)),
    setActive,
    keyOf: (index: number) => rows.keys[index] ?? String(index),
    /** Whether a row came or changed a moment ago. */
    isFresh: (index: number) => fresh.has(rows.keys[index] ?? ''),
    /** The rows to draw, each with the room of those left out before it. */
    items: items.map(({ index, start }, place) => ({
      index,
      gapPx: Math.max(0, start - (items[place - 1]?.end ?? margin)),
    })),
    /** The room of the rows left out at the end. */
    restPx: Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin)),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const isOnRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined
      if (event.key === 'Enter' && !isOnRow) return
      if (act(event.key)) event.preventDefault()
    },
  }
}

interface Visited {
  readonly key: string
  /** Where it was, for when it is gone. */
  readonly index: number
}

/** The focused row too, in its place, wherever the window stands: a row that is gone cannot hold the focus. */
function withActive(indexes: readonly number[], active: number, count: number): number[] {
  if (active < 0 || active >= count || indexes.includes(active)) return [...indexes]
  return [...indexes, active].sort((a, b) => a - b)
}

/** Height of the first row drawn: two lines on a phone, one on a desk. All rows of a table are equally high. */
function useRowHeight(body: { readonly current: HTMLElement | null }, guessPx: number): number {
  const [height, setHeight] = useState(guessPx)
  useLayoutEffect(() => {
    const measure = () => {
      const row = body.current?.querySelector<HTMLElement>('[data-row]')
      if (row && row.offsetHeight > 0) setHeight(row.offsetHeight)
    }
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [body])
  return height
}

/** Distance of an element from the top of the document, kept true as what is above it changes. */
function useTop(ref: { readonly current: HTMLElement | null }): number {
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

/** `j` anywhere on the page goes to the first row while no row was visited yet. */
function useFirstRowKey(go: () => boolean, active: number): void {
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    if (active >= 0) return
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'j' || event.ctrlKey || event.metaKey || event.altKey) return
      if (!isTyping(event.target) && latest.current()) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [active])
}
