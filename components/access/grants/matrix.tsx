'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, Suspense, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { onDemand, usePreload } from '@/components/ui/on-demand'
import type { GrantRole } from '../queries'
import { MatrixCell } from './matrix-cell'
import { ColumnHeads, RowHead } from './matrix-heads'
import type { Matrix, Place, Row } from './matrix-model'
import { COLUMN_PX, HEAD_PX, NAME_PX, ROW_PX, rowProps } from './matrix-size'

const CellEditor = onDemand(() => import('./cell-editor').then((module) => module.CellEditor))

const KEY_ROLE: Readonly<Record<string, GrantRole>> = {
  v: 'viewer',
  d: 'developer',
  m: 'maintainer',
  a: 'approver',
  o: 'owner',
}

export interface MatrixProps {
  matrix: Matrix
  onToggle: (row: Row, place: Place, role: GrantRole) => void
  onClear: (row: Row, place: Place) => void
}

interface Position {
  readonly row: number
  readonly column: number
}

/** People, groups and tokens by places. Only what is in sight is drawn; one cell has the keyboard. */
export function GrantMatrix({ matrix, onToggle, onClear }: MatrixProps) {
  const { rows, places, cell } = matrix
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<Position>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<HTMLElement | null>(null)
  usePreload(CellEditor)

  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    paddingStart: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    initialRect: { width: 1000, height: 560 },
  })
  const across = useVirtualizer({
    horizontal: true,
    count: places.length,
    getScrollElement: () => box.current,
    estimateSize: () => COLUMN_PX,
    overscan: 4,
    paddingStart: NAME_PX,
    scrollPaddingStart: NAME_PX,
    initialRect: { width: 1000, height: 560 },
  })

  const row = rows[Math.min(active.row, rows.length - 1)]
  const place = places[Math.min(active.column, places.length - 1)]
  const idOf = (at: Position) => `grant-cell-${at.row}-${at.column}`
  const move = (rowStep: number, columnStep: number) => {
    const next = {
      row: clamp(active.row + rowStep, rows.length),
      column: clamp(active.column + columnStep, places.length),
    }
    setActive(next)
    down.scrollToIndex(next.row)
    across.scrollToIndex(next.column)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (row === undefined || place === undefined) return
    const role = KEY_ROLE[event.key]
    const step = stepOf(event.key)
    if (step !== undefined) move(...step)
    else if (role !== undefined) onToggle(row, place, role)
    else if (event.key === 'Delete' || event.key === 'Backspace') onClear(row, place)
    else if (event.key === 'Enter' || event.key === ' ') setEditing(document.getElementById(idOf(active)))
    else return
    event.preventDefault()
  }

  const onClick = ({ target }: MouseEvent) => {
    const hit = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null
    const [rowAt, columnAt] = (hit?.getAttribute('data-at') ?? '').split(',').map(Number)
    if (hit === null || rowAt === undefined || columnAt === undefined) return
    setActive({ row: rowAt, column: columnAt })
    box.current?.focus({ preventScroll: true })
    setEditing(hit)
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: boxes at computed places, which a table cannot hold */}
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        aria-rowcount={rows.length + 1}
        aria-colcount={places.length + 1}
        aria-label="Grants: who may what, where"
        aria-activedescendant={idOf(active)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="group/grid relative max-h-[calc(100dvh-260px)] min-h-60 overflow-auto overscroll-contain -outline-offset-2"
      >
        <div className="relative" style={{ height: down.getTotalSize(), width: across.getTotalSize() }}>
          <ColumnHeads places={places} columns={across.getVirtualItems()} />
          {down.getVirtualItems().map(({ index, start }) => {
            const one = rows[index]
            if (one === undefined) return null
            return (
              <div
                key={one.id}
                {...rowProps(index + 2)}
                tabIndex={-1}
                className={cx(
                  'absolute inset-x-0 top-0 border-b border-line hover:bg-hover',
                  index === active.row && 'bg-hover',
                )}
                style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
              >
                <RowHead row={one} />
                {across.getVirtualItems().map((column) => {
                  const at = { row: index, column: column.index }
                  const where = places[column.index]
                  if (where === undefined) return null
                  return (
                    <MatrixCell
                      key={column.key}
                      id={idOf(at)}
                      row={one}
                      place={where}
                      cell={cell(one, where)}
                      rowIndex={index}
                      column={column.index}
                      startPx={column.start}
                      isActive={index === active.row && column.index === active.column}
                    />
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
      <Suspense>
        {editing && row && place && (
          <CellEditor
            anchor={editing}
            onClose={() => {
              setEditing(null)
              box.current?.focus({ preventScroll: true })
            }}
            row={row}
            place={place}
            cell={cell(row, place)}
            onToggle={(role) => onToggle(row, place, role)}
          />
        )}
      </Suspense>
    </>
  )
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [12, 0],
  PageUp: [-12, 0],
  Home: [0, -Number.MAX_SAFE_INTEGER],
  End: [0, Number.MAX_SAFE_INTEGER],
}

function stepOf(key: string): readonly [number, number] | undefined {
  return STEPS[key]
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1))
}
