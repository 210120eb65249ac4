import { Ban, KeyRound, User, Users } from 'lucide-react'
import type { Place, Row } from './matrix-model'
import { COLUMN_PX, columnHeadProps, HEAD_PX, NAME_PX, ROW_PX, rowHeadProps, rowProps } from './matrix-size'

interface ColumnHeadsProps {
  places: readonly Place[]
  columns: readonly { index: number; start: number; key: React.Key }[]
}

/** The places, which stay in sight while one scrolls down. */
export function ColumnHeads({ places, columns }: ColumnHeadsProps) {
  return (
    <div
      {...rowProps(1)}
      className="sticky top-0 z-20 border-b border-line bg-surface text-xs"
      style={{ height: HEAD_PX }}
    >
      <div
        {...columnHeadProps(1)}
        className="sticky left-0 z-10 flex h-full items-end border-r border-line bg-surface px-3 pb-2 font-medium text-muted"
        style={{ width: NAME_PX }}
      >
        Who
      </div>
      {columns.map(({ index, start, key }) => {
        const place = places[index]
        if (place === undefined) return null
        return (
          <div
            key={key}
            {...columnHeadProps(index + 2)}
            className="absolute bottom-0 flex flex-col justify-end px-2 pb-2"
            style={{ left: start, width: COLUMN_PX, height: HEAD_PX }}
            title={[place.registry ?? 'every registry', place.path].filter(Boolean).join('/')}
          >
            <span className="truncate text-faint">
              {place.path === '' ? '' : (place.registry ?? 'every registry')}
            </span>
            <span className="truncate font-medium text-ink">
              {place.path === '' ? (place.registry ?? 'Every registry') : place.path}
            </span>
          </div>
        )
      })}
    </div>
  )
}

const ICONS = { user: User, group: Users, token: KeyRound } as const

/** Whom a row is about. */
export function RowHead({ row }: { row: Row }) {
  const Icon = ICONS[row.kind]
  return (
    <div
      {...rowHeadProps()}
      className="sticky left-0 z-10 flex items-center gap-2 border-r border-line bg-surface px-3"
      style={{ width: NAME_PX, height: ROW_PX - 1 }}
    >
      <Icon aria-label={row.kind} className="size-3.5 shrink-0 text-faint" />
      <span className="min-w-0 truncate font-medium" title={row.name}>
        {row.name}
      </span>
      {row.isDisabled && <Ban aria-label="disabled" className="size-3.5 shrink-0 text-danger" />}
      {row.note && <span className="ml-auto shrink-0 text-xs text-faint">{row.note}</span>}
    </div>
  )
}
