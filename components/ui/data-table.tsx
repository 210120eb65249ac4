import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { ScrollRegion } from './scroll-region'

interface DataTableProps extends ComponentProps<'table'> {
  /** What the table lists; read out, not seen. */
  label: string
  /** 36 px rows instead of 40. */
  isDense?: boolean
}

/** A native table in our clothes that scrolls sideways when it must. Cells: `.num` for numbers, `.clip` to cut. */
export function DataTable({ label, isDense = false, className, children, ...rest }: DataTableProps) {
  return (
    <ScrollRegion label={label} className="overflow-x-auto -outline-offset-2">
      <table {...rest} className={cx('data-table', isDense && 'dense', className)}>
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </ScrollRegion>
  )
}

interface SortHeaderProps extends Omit<ComponentProps<'th'>, 'onClick'> {
  /** The key this column sorts by. */
  sortKey: string
  /** `key` or `-key`, as the address says. */
  sort: string
  onSort: (sort: string) => void
  children: ReactNode
}

/** A column head that sorts: first click ascending, second descending. */
export function SortHeader({ sortKey, sort, onSort, children, className, ...rest }: SortHeaderProps) {
  const isAscending = sort === sortKey
  const isDescending = sort === `-${sortKey}`
  return (
    <th {...rest} aria-sort={ariaSort(isAscending, isDescending)} className={className}>
      <button
        type="button"
        onClick={() => onSort(isAscending ? `-${sortKey}` : sortKey)}
        className={cx(
          '-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink',
          (isAscending || isDescending) && 'text-ink',
        )}
      >
        {children}
        {isAscending && <ArrowUp aria-hidden="true" className="size-3" />}
        {isDescending && <ArrowDown aria-hidden="true" className="size-3" />}
      </button>
    </th>
  )
}

function ariaSort(isAscending: boolean, isDescending: boolean): 'ascending' | 'descending' | 'none' {
  if (isAscending) return 'ascending'
  return isDescending ? 'descending' : 'none'
}
