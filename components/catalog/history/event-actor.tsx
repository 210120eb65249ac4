import { cx } from '../../ui/cx'
import type { TagEvent } from '../queries'

/** Who did it and with what, as far as the registry told. */
export function EventActor({ event: { actor, client }, className }: { event: TagEvent; className?: string }) {
  if (actor === null && client === null) {
    return <span className={cx('text-faint', className)}>by unknown</span>
  }
  return (
    <span className={cx('inline-flex min-w-0 items-baseline gap-1.5', className)}>
      <span className={actor === null ? 'text-faint' : 'font-medium'}>by {actor ?? 'unknown'}</span>
      {client !== null && (
        <span className="max-w-64 truncate font-mono text-xs text-muted" title={client}>
          {client}
        </span>
      )}
    </span>
  )
}
