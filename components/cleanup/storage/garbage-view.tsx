'use client'

import { useQuery } from '@tanstack/react-query'
import { ByteSize } from '../../ui/byte-size'
import { FailedState } from '../../ui/failed-state'
import { formatDate } from '../../ui/format-time'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { Select } from '../../ui/select'
import { Skeleton } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { CollectionPanel } from './collection-panel'
import { DanglingList } from './dangling-list'
import { garbageState } from './garbage-state'
import { type Garbage, garbageQueries } from './queries'
import { GarbageRepositories } from './repositories-table'
import { VerificationPanel } from './verification-panel'

/** What a registry could free, how, and whether it still has everything afterwards. */
export function GarbageView({ registries }: { registries: readonly string[] }) {
  const [filter, change] = useAddress(garbageState)
  const registry = registries.find((name) => name === filter.registry) ?? registries[0] ?? ''
  const query = useQuery(garbageQueries.summary(registry))
  return (
    <>
      {registries.length > 1 && (
        <Select
          aria-label="Registry"
          className="self-start"
          value={registry}
          onChange={(event) => change({ registry: event.target.value, repository: '' }, 'push')}
        >
          {registries.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
      {query.error && !query.data && (
        <Panel>
          <FailedState title="What could be freed could not be read" query={query} />
        </Panel>
      )}
      {query.isPending && <Skeleton className="h-40" />}
      {query.data && (
        <>
          <Figures garbage={query.data} />
          <GarbageRepositories
            garbage={query.data}
            chosen={filter.repository}
            onChoose={(repository) => change({ registry, repository }, 'push')}
          />
          <DanglingList
            key={`${registry} ${filter.repository}`}
            registry={registry}
            repository={filter.repository}
            onShowAll={() => change({ registry, repository: '' }, 'push')}
          />
          <CollectionPanel key={registry} garbage={query.data} />
          <VerificationPanel registry={registry} />
        </>
      )}
    </>
  )
}

function Figures({ garbage }: { garbage: Garbage }) {
  const { asOf, watchedSince, isPartial, unknownManifests, undecidedManifests } = garbage
  return (
    <>
      <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface sm:grid-cols-4 [&>div]:px-4 [&>div]:py-3 [&_dd]:text-xl [&_dd]:font-semibold [&_dd]:tabular-nums [&_dt]:text-xs [&_dt]:text-muted">
        <div>
          <dt>Reclaimable after garbage collection</dt>
          <dd>
            <ByteSize bytes={asOf === null ? null : garbage.reclaimableBytes} />
          </dd>
        </div>
        <div>
          <dt>Dangling manifests</dt>
          <dd>{asOf === null ? 'unknown' : garbage.manifests.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Of unknown size, not counted</dt>
          <dd>{asOf === null ? 'unknown' : unknownManifests.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Looked for</dt>
          <dd>
            <RelativeTime at={asOf} absent="not yet" />
          </dd>
        </div>
      </dl>
      <p className="text-muted">
        Registries have no list of untagged manifests.{' '}
        {watchedSince === null
          ? 'Nothing has been read from this one yet.'
          : `This one is watched since ${formatDate(watchedSince)}: what lost its tag before that is not known, and garbage collection may free more.`}
        {isPartial && ' You see some of its repositories; what they share is counted for nobody here.'}
      </p>
      {undecidedManifests > 0 && (
        <Notice tone="warn" title={`${undecidedManifests.toLocaleString('en')} manifests are undecided`}>
          Tags or indexes of their repositories could not be read, and may need them. Nothing of those
          repositories is offered for removal until a sync has read everything.
        </Notice>
      )}
    </>
  )
}
