import type { ReactNode } from 'react'
import { ByteSize } from '../../ui/byte-size'
import type { Storage } from '../queries'
import { StorageBar } from './storage-bar'

type Here = NonNullable<Storage['here']>

/** What a registry or a namespace takes in total. */
export function StorageFigures({ here, kind }: { here: Here; kind: 'registry' | 'namespace' }) {
  const others = kind === 'registry' ? 'no other registry holds it' : 'nothing outside of it holds it'
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 sm:grid-cols-4">
        <Figure label="Total" note="each blob counted once">
          <ByteSize bytes={here.totalBytes} />
        </Figure>
        <Figure label="Unique" note={others}>
          <ByteSize bytes={here.uniqueBytes} />
        </Figure>
        <Figure
          label="Shared"
          note={kind === 'registry' ? 'other registries hold it too' : 'held elsewhere too'}
        >
          <ByteSize bytes={here.sharedBytes} />
        </Figure>
        <Figure label="Repositories" note={`${here.tags.toLocaleString('en')} tags`}>
          {here.repositories.toLocaleString('en')}
        </Figure>
      </dl>
      <StorageBar
        totalBytes={here.totalBytes}
        uniqueBytes={here.uniqueBytes}
        className="h-1.5 rounded-none"
      />
    </div>
  )
}

function Figure({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <div className="border-line px-4 py-3 not-first:border-l max-sm:nth-3:border-l-0 max-sm:nth-[n+3]:border-t">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-xl font-semibold tabular-nums">{children}</dd>
      <dd className="truncate text-xs text-faint" title={note}>
        {note}
      </dd>
    </div>
  )
}
