import { cx } from './cx'

interface ProgressProps {
  /** What is being done, for assistive technology. */
  label: string
  done: number
  /** Null while nobody knows how much there is. */
  total: number | null
  tone?: 'gold' | 'danger' | 'warn'
  className?: string
}

const FILL = { gold: 'bg-gold', danger: 'bg-danger', warn: 'bg-warn' }

export function Progress({ label, done, total, tone = 'gold', className }: ProgressProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={total === null ? undefined : Math.min(done, total)}
      className={cx('h-1 overflow-hidden rounded-full bg-selected', className)}
    >
      {share === null ? (
        <div className={cx('h-full w-1/3 animate-[indeterminate_1.6s_ease-in-out_infinite]', FILL[tone])} />
      ) : (
        <div
          className={cx('h-full rounded-full transition-[width] duration-300', FILL[tone])}
          style={{ width: `${share * 100}%` }}
        />
      )}
    </div>
  )
}
