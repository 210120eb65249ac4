import { cx } from './cx'

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('skeleton block h-3.5', className)} />
}

const WIDTHS = ['w-2/3', 'w-1/2', 'w-3/4', 'w-2/5', 'w-3/5']

/** Rows in the shape of a table while its first page is on the way. */
export function SkeletonRows({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line">
      {numbersTo(rows).map((row) => (
        <div key={row} className="flex h-10 items-center gap-6 px-4">
          {numbersTo(columns).map((column) => (
            <span key={column} className={column === 0 ? 'flex-[2]' : 'flex-1'}>
              <Skeleton className={WIDTHS[(row + column) % WIDTHS.length] ?? 'w-1/2'} />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at)
}
