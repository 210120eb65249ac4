import { cx } from '../../ui/cx'
import { formatBytes } from '../../ui/format-bytes'

interface StorageBarProps {
  totalBytes: number | null
  uniqueBytes: number | null
  className?: string
}

/** How much of something is its own: plain for unique, striped for shared. The figures stand beside it. */
export function StorageBar({ totalBytes, uniqueBytes, className }: StorageBarProps) {
  if (totalBytes === null || uniqueBytes === null || totalBytes === 0) return null
  const share = Math.min(1, uniqueBytes / totalBytes)
  return (
    <span
      role="img"
      aria-label={`${formatBytes(uniqueBytes)} unique, ${formatBytes(totalBytes - uniqueBytes)} shared`}
      title={`${Math.round(share * 100)} % unique, ${Math.round((1 - share) * 100)} % shared`}
      className={cx('flex h-2 w-full min-w-16 gap-px overflow-hidden rounded-full', className)}
    >
      {share > 0 && <span className="h-full bg-gold" style={{ width: `max(3px, ${share * 100}%)` }} />}
      {share < 1 && (
        <span
          className="h-full flex-1"
          style={{
            backgroundImage:
              'repeating-linear-gradient(45deg, var(--line-strong) 0 3px, var(--selected) 3px 6px)',
          }}
        />
      )}
    </span>
  )
}
