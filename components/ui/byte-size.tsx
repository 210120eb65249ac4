import { cx } from './cx'
import { formatBytes } from './format-bytes'

/** A size for people; the exact bytes in its title. */
export function ByteSize({ bytes, className }: { bytes: number | null; className?: string }) {
  if (bytes === null) return <span className={cx('text-faint', className)}>unknown</span>
  return (
    <span
      title={`${bytes.toLocaleString('en')} bytes`}
      className={cx('whitespace-nowrap tabular-nums', className)}
    >
      {formatBytes(bytes)}
    </span>
  )
}
