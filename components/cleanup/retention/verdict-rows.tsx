'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { shortDigest } from '@/lib/oci/digest'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { ByteSize } from '../../ui/byte-size'
import { DataTable } from '../../ui/data-table'
import { RelativeTime } from '../../ui/relative-time'
import type { TagVerdict, Verdict } from './queries'
import { becauseText } from './run-words'

const ROW_PX = 45
const OVERSCAN = 12
/** What the server draws before anybody knows the window's height. */
const FIRST_PAINT = { width: 1280, height: 900 }

interface VerdictRowsProps {
  rows: readonly Verdict[]
  /** Over all pages, loaded or not. */
  total: number
  onAsk: (verdict: TagVerdict) => void
  /** Called when the last rows come into sight. */
  onEnd: () => void
}

/** Verdicts of which only those in sight are drawn, however many there are. */
export function VerdictRows({ rows, total, onAsk, onEnd }: VerdictRowsProps) {
  'use no memo'
  const body = useRef<HTMLTableSectionElement>(null)
  const top = useTop(body)
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
    initialRect: FIRST_PAINT,
  })
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - OVERSCAN) onEnd()
  }, [last, rows.length, onEnd])
  return (
    <DataTable label="Verdicts" isDense className="table-fixed" aria-rowcount={total + 1}>
      <thead>
        <tr>
          <th>Tag</th>
          <th className="w-28">Verdict</th>
          <th className="w-64 max-md:hidden">Because</th>
          <th className="w-32 max-sm:hidden">Age</th>
          <th className="num w-24 max-sm:hidden">Size</th>
          <th className="w-20">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body} className="[overflow-anchor:none]">
        <Room px={(items[0]?.start ?? top) - top} />
        {items.map(({ index }) => {
          const row = rows[index]
          return (
            row && (
              <Row key={`${row.repository}:${row.tag}@${row.digest}`} row={row} index={index} onAsk={onAsk} />
            )
          )
        })}
        <Room px={virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top)} />
      </tbody>
    </DataTable>
  )
}

interface RowProps {
  row: Verdict
  index: number
  onAsk: (verdict: TagVerdict) => void
}

function Row({ row, index, onAsk }: RowProps) {
  const { repository, tag, digest } = row
  const because = becauseText(row)
  return (
    <tr aria-rowindex={index + 2} style={{ height: ROW_PX }}>
      <td>
        {tag === null ? (
          <span className="block truncate text-muted" title={digest ?? undefined}>
            no tag <code className="font-mono text-xs">{digest === null ? '' : shortDigest(digest)}</code>
          </span>
        ) : (
          <span className="block truncate font-medium" title={tag}>
            {tag}
          </span>
        )}
        <span className="block truncate text-xs text-muted" title={repository}>
          {repository}
        </span>
      </td>
      <td>
        <Badge tone={row.fate === 'delete' ? 'danger' : 'ok'}>
          {row.fate === 'delete' ? 'Goes' : 'Stays'}
        </Badge>
        {row.isChanged && <span className="ml-1.5 text-xs text-muted">new</span>}
      </td>
      <td className="truncate max-md:hidden" title={because}>
        {because}
      </td>
      <td className="max-sm:hidden">
        <RelativeTime at={row.ageAt} />
      </td>
      <td className="num max-sm:hidden">
        <ByteSize bytes={row.size} />
      </td>
      <td className="text-right">
        {tag !== null && (
          <Button size="sm" aria-label={`Why ${tag}?`} onClick={() => onAsk({ repository, tag })}>
            Why?
          </Button>
        )}
      </td>
    </tr>
  )
}

function Room({ px }: { px: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
  return px > 0 && <tr aria-hidden="true" style={{ height: px }} />
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
