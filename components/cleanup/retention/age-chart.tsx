import type { Run } from './queries'

type Totals = NonNullable<Run['totals']>

const HEIGHT = 120
const BAR = 44
const GAP = 8

/** How many tags of each age stay and go. */
export function AgeChart({ totals }: { totals: Totals }) {
  const bars = [
    ...totals.bars.map((bar, at) => ({
      ...bar,
      label: labelOf(bar.upToDays, totals.bars[at - 1]?.upToDays ?? null),
    })),
    { ...totals.unknownAge, label: 'age unknown' },
  ]
  const most = Math.max(1, ...bars.map(({ kept, deleted }) => kept + deleted))
  const width = bars.length * (BAR + GAP)
  const scale = (tags: number) => (tags === 0 ? 0 : Math.max(2, (tags / most) * HEIGHT))
  return (
    <figure className="overflow-x-auto p-4">
      <svg
        role="img"
        aria-label="Tags that stay and that go, by age"
        viewBox={`0 0 ${width} ${HEIGHT + 44}`}
        className="w-full max-w-[760px] min-w-[480px]"
      >
        {bars.map(({ kept, deleted, label }, at) => {
          const x = at * (BAR + GAP)
          const [stays, goes] = [scale(kept), scale(deleted)]
          return (
            <g key={label}>
              <title>{`${label}: ${kept.toLocaleString('en')} stay, ${deleted.toLocaleString('en')} go`}</title>
              <rect x={x} y={HEIGHT - stays} width={BAR} height={stays} className="fill-gold" rx={2} />
              <rect
                x={x}
                y={HEIGHT - stays - goes}
                width={BAR}
                height={goes}
                className="fill-danger"
                rx={2}
              />
              <text x={x + BAR / 2} y={HEIGHT + 16} textAnchor="middle" className="fill-muted text-[10px]">
                {label}
              </text>
              <text x={x + BAR / 2} y={HEIGHT + 32} textAnchor="middle" className="fill-faint text-[10px]">
                {deleted > 0 ? `${kept} / −${deleted}` : kept}
              </text>
            </g>
          )
        })}
      </svg>
      <figcaption className="mt-1 flex gap-4 text-xs text-muted">
        <span>
          <span aria-hidden="true" className="mr-1.5 inline-block size-2.5 rounded-sm bg-gold" />
          stay
        </span>
        <span>
          <span aria-hidden="true" className="mr-1.5 inline-block size-2.5 rounded-sm bg-danger" />
          go (after −)
        </span>
        <span>Age since pushed; where that is not known, since created.</span>
      </figcaption>
    </figure>
  )
}

function labelOf(upToDays: number | null, before: number | null): string {
  if (upToDays === null) return `over ${before ?? 0} d`
  return `≤ ${upToDays} d`
}
