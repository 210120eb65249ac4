import type { Registry } from '@/components/settings/queries'
import { formatBytes } from '@/components/ui/format-bytes'

/** The sums over all registries. A registry nobody measured makes the stored bytes “at least”. */
export function OverviewTotals({ registries }: { registries: readonly Registry[] }) {
  const count = (pick: (registry: Registry) => number) =>
    registries.reduce((sum, registry) => sum + pick(registry), 0).toLocaleString('en')
  const totals = [
    { label: 'Repositories', value: count((registry) => registry.counts.repositories) },
    { label: 'Tags', value: count((registry) => registry.counts.tags) },
    { label: 'Manifests', value: manifestText(registries) },
    { label: 'Stored', value: storedText(registries) },
  ]

  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface sm:grid-cols-4">
      {totals.map(({ label, value }) => (
        <div
          key={label}
          className="border-line px-4 py-3 not-first:border-l max-sm:nth-3:border-l-0 max-sm:nth-[n+3]:border-t"
        >
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="text-xl font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function manifestText(registries: readonly Registry[]): string {
  const known = registries.map((registry) => registry.counts.manifests).filter((count) => count !== null)
  if (known.length === 0 && registries.length > 0) return 'unknown'
  const sum = known.reduce((total, count) => total + count, 0).toLocaleString('en')
  return known.length < registries.length ? `≥ ${sum}` : sum
}

function storedText(registries: readonly Registry[]): string {
  const known = registries.map((registry) => registry.storedBytes).filter((bytes) => bytes !== null)
  if (known.length === 0) return 'unknown'
  const sum = formatBytes(known.reduce((total, bytes) => total + bytes, 0))
  return known.length < registries.length ? `≥ ${sum}` : sum
}
