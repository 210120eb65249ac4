import { GOLDEN, GOLDEN_DRIFT, GOLDEN_INBOX } from '../shell/addresses'
import { cx } from '../ui/cx'
import { AppLink } from '../ui/link'

interface GoldenTilesProps {
  summary: {
    readonly lines: number
    readonly inForce: number
    readonly ending: number
    readonly drifted: number
    readonly waiting: number
  }
}

/** How golden images fare, each figure with the way to what it counts. */
export function GoldenTiles({ summary }: GoldenTilesProps) {
  const { lines, inForce, ending, drifted, waiting } = summary
  const tiles = [
    {
      label: 'Golden in force',
      value: inForce,
      of: lines,
      href: GOLDEN,
      tone: inForce > 0 ? 'text-gold' : '',
    },
    { label: 'Ending within 30 days', value: ending, href: GOLDEN, tone: ending > 0 ? 'text-warn' : '' },
    { label: 'Drifted', value: drifted, href: GOLDEN_DRIFT, tone: drifted > 0 ? 'text-danger' : '' },
    { label: 'Waiting for me', value: waiting, href: GOLDEN_INBOX, tone: '' },
  ]
  return (
    <nav
      aria-label="Golden images"
      className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface sm:grid-cols-4"
    >
      {tiles.map(({ label, value, of, href, tone }) => (
        <AppLink
          key={label}
          href={href}
          className="border-line px-4 py-3 -outline-offset-2 not-first:border-l hover:bg-hover max-sm:nth-3:border-l-0 max-sm:nth-[n+3]:border-t"
        >
          <span className="block text-xs text-muted">{label}</span>
          <span className={cx('block text-xl font-semibold tabular-nums', tone)}>
            {value.toLocaleString('en')}
            {of !== undefined && (
              <span className="ml-1 text-xs font-normal text-muted">
                of {of.toLocaleString('en')} {of === 1 ? 'line' : 'lines'}
              </span>
            )}
          </span>
        </AppLink>
      ))}
    </nav>
  )
}
