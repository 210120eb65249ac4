'use client'
import { Fragment, type ReactNode } from 'react'
import { cx } from '../../ui/cx'
import { SpaceRow } from '../../ui/space-row'
import type { useRowTable } from './use-row-table'

interface RowGridProps {
  label: string
  head: ReactNode
  table: ReturnType<typeof useRowTable>
  /** Rows that match over all pages. */
  total: number
  /** Whether the rows are those of the filter before, shown until the new ones come. */
  isOutdated: boolean
  renderRow: (index: number) => ReactNode
}

/** A native table that draws only the rows in sight and keeps the room of the others. */
export function RowGrid({ label, head, table, total, isOutdated, renderRow }: RowGridProps) {
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus, which makes it a grid
      role="grid"
      aria-rowcount={total + 1}
      aria-busy={isOutdated}
      className="data-table table-fixed"
    >
      <caption className="sr-only">{label}</caption>
      {head}
      <tbody
        ref={table.body}
        onKeyDown={table.onKeyDown}
        className={cx('transition-opacity [overflow-anchor:none]', isOutdated && 'opacity-50')}
      >
        {table.items.map(({ index, gapPx }) => (
          <Fragment key={table.keyOf(index)}>
            <SpaceRow heightPx={gapPx} />
            {renderRow(index)}
          </Fragment>
        ))}
        <SpaceRow heightPx={table.restPx} />
      </tbody>
    </table>
  )
}
