import { cx } from '../../ui/cx'
import type { TagEvent } from '../queries'

interface EventActorProps {
  event: TagEvent
  /** Under a heading that says “by” already, the program on a line of its own. */
  isCell?: boolean
}

/** Who did it and with what, as far as the registry told. */
export function EventActor({ event: { actor, client }, isCell = false }: EventActorProps) {
  const who = actor ?? 'unknown'
  // Where nobody told anything, “by unknown” under every entry would say no more than its absence.
  if (!isCell && actor === null && client === null) return null
  return (
    <span className={cx('flex min-w-0', isCell ? 'max-w-64 flex-col' : 'max-w-full items-baseline gap-1.5')}>
      <span
        title={who}
        className={cx('max-w-64 truncate', actor === null ? 'text-faint' : 'font-medium text-ink')}
      >
        {isCell ? who : `by ${actor ?? 'somebody unknown, with'}`}
      </span>
      {client !== null && (
        <span className="max-w-64 truncate font-mono text-xs text-muted" title={client}>
          {client}
        </span>
      )}
    </span>
  )
}
