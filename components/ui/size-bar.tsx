import { cx } from './cx'

interface SizeBarProps {
  /** This part and the largest it is compared with, in the same unit. */
  value: number
  max: number
  className?: string
}

/** How large one thing is beside the others. The number stands next to it, so the bar says nothing alone. */
export function SizeBar({ value, max, className }: SizeBarProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0
  return (
    <span
      aria-hidden="true"
      className={cx('block h-1.5 w-20 overflow-hidden rounded-full bg-selected', className)}
    >
      <span
        className="block h-full rounded-full bg-faint"
        style={{ width: value > 0 ? `max(2px, ${share * 100}%)` : 0 }}
      />
    </span>
  )
}
