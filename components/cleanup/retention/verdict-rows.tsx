'use client'

import { useEffect, useRef } from 'react'
import { shortDigest } from '@/lib/oci/digest'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { ByteSize } from '../../ui/byte-size'
import { DataTable } from '../../ui/data-table'
import { RelativeTime } from '../../ui/relative-time'
import { SpaceRow } from '../../ui/space-row'
import { useRowsInSight } from '../../ui/use-rows-in-sight'
import type { TagVerdict, Verdict } from './queries'
import { becauseText } from './run-words'

const ROW_PX = 45

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
  const body = useRef<HTMLTableSectionElement>(null)
  const { items, restPx, isNearEnd } = useRowsInSight({ count: rows.length, heightPx: ROW_PX, body })
  useEffect(() => {
    if (isNearEnd) onEnd()
  }, [isNearEnd, onEnd])
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
        <SpaceRow heightPx={items[0]?.gapPx ?? 0} />
        {items.map(({ index }) => {
          const row = rows[index]
          return (
            row && (
              <Row key={`${row.repository}:${row.tag}@${row.digest}`} row={row} index={index} onAsk={onAsk} />
            )
          )
        })}
        <SpaceRow heightPx={restPx} />
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
