import { ScrollRegion } from '../../ui/scroll-region'
import type { Run } from './queries'

type Totals = NonNullable<Run['totals']>

/** How many tags of each age stay and go: one bar for each stretch of ages, drawn as far as the highest goes. */
export function AgeChart({ totals }: { totals: Totals }) {
  const bars = [
    ...totals.bars.map((bar, at) => ({
      ...bar,
      label: labelOf(bar.upToDays, totals.bars[at - 1]?.upToDays ?? null),
    })),
    { ...totals.unknownAge, label: 'unknown' },
  ]
  const most = Math.max(1, ...bars.map(({ kept, deleted }) => kept + deleted))
  const share = (tags: number) => (tags === 0 ? '0' : `max(2px, ${(tags / most) * 100}%)`)
  return (
    <figure className="p-4">
      <ScrollRegion label="Tags that stay and that go, by age" className="relative overflow-x-auto">
        <ul className="flex min-w-[640px] gap-2">
          {bars.map(({ kept, deleted, label }) => (
            <li key={label} className="flex min-w-0 flex-1 flex-col gap-1 text-center text-xs">
              <span className="sr-only">{`${label}: ${kept} stay, ${deleted} go`}</span>
              <span aria-hidden="true" className="flex h-28 flex-col justify-end gap-px border-b border-line">
                <span className="rounded-t-sm bg-danger" style={{ height: share(deleted) }} />
                <span className="bg-info" style={{ height: share(kept) }} />
              </span>
              <span aria-hidden="true" className="whitespace-nowrap text-muted">
                {label}
              </span>
              <span aria-hidden="true" className="tabular-nums text-faint">
                {kept.toLocaleString('en')}
                {deleted > 0 && <span className="block text-danger">−{deleted.toLocaleString('en')}</span>}
              </span>
            </li>
          ))}
        </ul>
      </ScrollRegion>
      <figcaption className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <span>
          <span aria-hidden="true" className="mr-1.5 inline-block size-2.5 rounded-sm bg-info" />
          stay
        </span>
        <span>
          <span aria-hidden="true" className="mr-1.5 inline-block size-2.5 rounded-sm bg-danger" />
          go (−)
        </span>
        <span>Age in days since pushed; where that is not known, since created.</span>
      </figcaption>
    </figure>
  )
}

function labelOf(upToDays: number | null, before: number | null): string {
  return upToDays === null ? `> ${before ?? 0}` : `≤ ${upToDays}`
}
