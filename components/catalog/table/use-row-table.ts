'use client'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { isTyping } from '@/components/ui/is-typing'
import { useRowsInSight } from '@/components/ui/use-rows-in-sight'
import { placesOf } from './kept-place'
import { rowIntent } from './row-keys'
import { type LiveRows, useLiveRows } from './use-live-rows'

/** Height of the page's head and of the table's, which stick above the rows. */
const STICKY_PX = 92

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
  const body = useRef<HTMLTableSectionElement>(null)
  const isMoving = useRef(false)
  const count = rows.keys.length
  const rowHeightPx = useRowHeight(body, guessPx)
  const places = useMemo(() => placesOf(rows.keys), [rows.keys])
  const [visited, setVisited] = useState<Visited | null>(null)
  // The focus stays with its row, wherever that moves.
  const active = visited === null ? -1 : (places.get(visited.key) ?? visited.index)
  const setActive = useCallback(
    (index: number) => setVisited({ index, key: rows.keys[index] ?? '' }),
    [rows.keys],
  )

  const { items, restPx, topPx, isNearEnd, scrollTo } = useRowsInSight({
    count,
    heightPx: rowHeightPx,
    body,
    active,
    stickyPx: STICKY_PX,
  })
  const fresh = useLiveRows(rows, places, { rowHeightPx, topPx, stickyPx: STICKY_PX })

  useEffect(() => {
    if (isNearEnd) onEnd()
  }, [isNearEnd, onEnd])

  useLayoutEffect(() => {
    if (!isMoving.current) return
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)
    if (!row) return
    isMoving.current = false
    row.focus({ preventScroll: true })
  })

  const moveTo = (index: number) => {
    isMoving.current = true
    setActive(index)
    scrollTo(index)
  }

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
    items,
    /** The room of the rows left out at the end. */
    restPx,
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
