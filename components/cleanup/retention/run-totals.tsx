import { ByteSize } from '../../ui/byte-size'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import type { Run } from './queries'

type Totals = NonNullable<Run['totals']>

/** What a simulation or run found, in figures. Unknown is said, never zero. */
export function RunTotals({ totals }: { totals: Totals }) {
  const share = totals.tags === 0 ? 0 : Math.round((totals.deleted * 1000) / totals.tags) / 10
  return (
    <Panel>
      <dl className="grid grid-cols-2 gap-px bg-line sm:grid-cols-3 lg:grid-cols-6">
        <Figure
          label="Tags that go"
          value={totals.deleted.toLocaleString('en')}
          hint={`${share} % of those judged`}
        />
        <Figure
          label="Tags that stay"
          value={(totals.tags - totals.deleted).toLocaleString('en')}
          hint={
            totals.protected > 0
              ? `${totals.protected} of them protected`
              : `${totals.repositories} repositories`
          }
        />
        <Figure label="Total" value={<ByteSize bytes={totals.totalBytes} />} hint="each tag for itself" />
        <Figure label="Unique" value={<ByteSize bytes={totals.uniqueBytes} />} hint="shared layers once" />
        <Figure
          label="Truly freed"
          value={<ByteSize bytes={totals.freedBytes} />}
          hint="after garbage collection"
        />
        <Figure label="Against the last" value={comparedText(totals)} hint={comparedHint(totals)} />
      </dl>
      {totals.untagged && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          <Untagged untagged={totals.untagged} />
        </p>
      )}
      {(totals.unknownSizes > 0 || totals.unknownPush > 0) && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          {totals.unknownSizes > 0 &&
            `Of ${totals.unknownSizes.toLocaleString('en')} tags the size is not known. `}
          {totals.unknownPush > 0 &&
            `${totals.unknownPush.toLocaleString('en')} tags were there before Assay first looked: when they were pushed is known only as “before that”, and a rule for the newest by push keeps them.`}
        </p>
      )}
    </Panel>
  )
}

function Untagged({ untagged: { deleted, asOf } }: { untagged: NonNullable<Totals['untagged']> }) {
  if (asOf === null) {
    return 'Besides, manifests without a tag were asked for, but storage was not looked through yet: none goes.'
  }
  return (
    <>
      Besides, {deleted.toLocaleString('en')} {deleted === 1 ? 'manifest' : 'manifests'} without a tag{' '}
      {deleted === 1 ? 'goes' : 'go'}, as storage was found <RelativeTime at={asOf} />.
    </>
  )
}

function comparedText({ compared }: Totals): string {
  if (compared === null) return '–'
  return `+${compared.newlyDeleted.toLocaleString('en')} / −${compared.newlyKept.toLocaleString('en')}`
}

function comparedHint({ compared }: Totals): string {
  return compared === null ? 'nothing to compare with' : 'newly go / no longer go'
}

function Figure({ label, value, hint }: { label: string; value: React.ReactNode; hint: string }) {
  return (
    <div className="bg-surface p-4">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-1 text-lg font-semibold tabular-nums">{value}</dd>
      <dd className="text-xs text-faint">{hint}</dd>
    </div>
  )
}
