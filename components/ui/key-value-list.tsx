import type { ReactNode } from 'react'
import { cx } from './cx'

interface KeyValueListProps {
  items: readonly { label: ReactNode; value: ReactNode; key?: string }[]
  className?: string
}

/** Facts as a two-column list; an absent fact is passed as words, never left blank. */
export function KeyValueList({ items, className }: KeyValueListProps) {
  return (
    <dl className={cx('grid grid-cols-[minmax(96px,max-content)_1fr] gap-x-6 gap-y-1.5', className)}>
      {items.map((item, index) => (
        <div key={item.key ?? (typeof item.label === 'string' ? item.label : index)} className="contents">
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
