'use client'

import { cx } from '@/components/ui/cx'
import { RoleChip } from '../role-chip'
import type { Cell, Place, Row } from './matrix-model'
import { placeText } from './matrix-model'
import { COLUMN_PX, cellProps, ROW_PX } from './matrix-size'

interface MatrixCellProps {
  id: string
  row: Row
  place: Place
  cell: Cell
  column: number
  startPx: number
  rowIndex: number
  isActive: boolean
}

/** What one has on one place: what is given here filled, what comes from elsewhere outlined. */
export function MatrixCell({ id, row, place, cell, column, startPx, rowIndex, isActive }: MatrixCellProps) {
  const roles = [
    ...cell.direct.map(({ role }) => ({ role, isInherited: false, title: `${role} of ${placeText(place)}` })),
    ...cell.inherited.map(({ role, from }) => ({ role, isInherited: true, title: `${role} from ${from}` })),
  ]
  return (
    <div
      id={id}
      {...cellProps(column + 2, `${row.name} on ${placeText(place)}: ${wordsOf(cell)}`)}
      data-at={`${rowIndex},${column}`}
      className={cx(
        'absolute top-0 flex cursor-default items-center gap-1 overflow-hidden px-2',
        isActive &&
          'rounded-sm group-focus/grid:outline-2 group-focus/grid:-outline-offset-2 group-focus/grid:outline-gold',
      )}
      style={{ left: startPx, width: COLUMN_PX, height: ROW_PX - 1 }}
    >
      {roles.map((one) => (
        <RoleChip key={`${one.role}${one.isInherited}`} {...one} isShort={roles.length > 1} />
      ))}
    </div>
  )
}

function wordsOf({ direct, inherited }: Cell): string {
  const parts = [
    ...direct.map(({ role }) => role),
    ...inherited.map(({ role, from }) => `${role} inherited from ${from}`),
  ]
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}
