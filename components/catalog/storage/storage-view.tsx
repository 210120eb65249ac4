'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { HardDrive } from 'lucide-react'
import { storageHref } from '@/components/shell/addresses'
import { Breadcrumbs } from '../../ui/breadcrumbs'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { SegmentedControl } from '../../ui/segmented-control'
import { Skeleton } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { catalogQueries, type Storage } from '../queries'
import { StorageFigures } from './storage-figures'
import { StorageLayers } from './storage-layers'
import { storageState } from './storage-state'
import { StorageTable } from './storage-table'
import { tilesOf } from './tiles'
import { Treemap } from './treemap'

const HEIGHT_PX = 520

/** What a registry takes and who takes it: boxes to look at and rows to read, down to any namespace. */
export function StorageView({ registry }: { registry: string }) {
  const [{ namespace, by }, change] = useAddress(storageState)
  const query = useQuery({
    ...catalogQueries.storage(registry, { namespace, by }),
    placeholderData: keepPreviousData,
  })
  const open = (to: string) => change({ namespace: to }, 'push')
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Way registry={registry} namespace={namespace} by={by} onOpen={open} />
        <SegmentedControl
          label="Areas stand for"
          value={by}
          onChange={(value) => change({ by: value })}
          options={[
            { value: 'total', label: 'Total bytes', title: 'Everything it holds, shared or not' },
            {
              value: 'unique',
              label: 'Unique bytes',
              title: 'What no other repository of the registry holds',
            },
          ]}
        />
      </div>
      {!query.data && !query.error && <Skeleton className="h-96" />}
      {!query.data && query.error && (
        <Panel>
          <FailedState
            title={`What ${namespace === '' ? registry : namespace} takes could not be loaded`}
            query={query}
          />
        </Panel>
      )}
      {query.data && <Found storage={query.data} isOutdated={query.isPlaceholderData} onOpen={open} />}
    </>
  )
}

interface FoundProps {
  storage: Storage
  isOutdated: boolean
  onOpen: (namespace: string) => void
}

function Found({ storage, isOutdated, onOpen }: FoundProps) {
  return (
    <>
      {storage.here && (
        <StorageFigures here={storage.here} kind={storage.namespace === '' ? 'registry' : 'namespace'} />
      )}
      <Panel aria-label="Storage" aria-busy={isOutdated}>
        <PanelHeader title="Storage" description={<Standing storage={storage} />} />
        <Boxes storage={storage} onOpen={onOpen} />
        <StorageTable key={storage.by} storage={storage} onOpenNamespace={onOpen} />
      </Panel>
      <StorageLayers registry={storage.registry} layers={storage.layers} />
    </>
  )
}

function Boxes({ storage, onOpen }: { storage: Storage; onOpen: (namespace: string) => void }) {
  const tiles = tilesOf(storage)
  if (tiles.every((tile) => tile.area === 0)) {
    return (
      <EmptyState icon={<HardDrive aria-hidden="true" />} title={emptyTitle(storage)}>
        {storage.asOf === null
          ? 'It takes a few seconds after the first sync, and is shown here as soon as it is known.'
          : 'Everything in it is held elsewhere too, empty, or could not be read.'}
      </EmptyState>
    )
  }
  return (
    <div className="p-3">
      <Treemap
        label={`Storage of ${storage.namespace === '' ? storage.registry : storage.namespace} in boxes`}
        tiles={tiles}
        height={HEIGHT_PX}
        onOpen={(tile) => {
          const [kind = '', path = ''] = tile.key.split(' ')
          if (kind === 'namespace') onOpen(path)
          return kind === 'namespace'
        }}
      />
    </div>
  )
}

function emptyTitle({ asOf, by }: Storage): string {
  if (asOf === null) return 'Storage is being added up'
  return by === 'unique' ? 'Nothing here is unique' : 'Nothing is known to be stored here'
}

interface WayProps {
  registry: string
  namespace: string
  by: Storage['by']
  onOpen: (namespace: string) => void
}

/** The way down to the namespace looked at; each step leads back up. */
function Way({ registry, namespace, by, onOpen }: WayProps) {
  if (namespace === '') return <span className="font-medium">All namespaces</span>
  const segments = namespace.split('/')
  const steps = ['', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))]
  const items = steps.map((path, index) => ({
    label: path === '' ? 'All namespaces' : (segments[index - 1] ?? path),
    ...(path !== namespace && {
      href: storageHref(registry, { namespace: path, by }),
      onOpen: () => onOpen(path),
    }),
  }))
  return (
    <div className="min-w-0 pl-1">
      <Breadcrumbs items={items} />
    </div>
  )
}

/** How fresh the figures are and what is not in them. */
function Standing({ storage }: { storage: Storage }) {
  const { asOf, isStale, here } = storage
  const unread = here?.unreadManifests ?? 0
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>
        {asOf === null ? 'Not added up yet' : 'Added up '}
        {asOf !== null && <RelativeTime at={asOf} />}
        {asOf !== null && isStale && '; something changed since, new figures are on their way'}
      </span>
      <span>a layer takes room in every box that holds it</span>
      {unread > 0 && (
        <span title="Such as attestations, whose manifests are read when somebody opens them">
          without {unread.toLocaleString('en')} unread {unread === 1 ? 'manifest' : 'manifests'}
        </span>
      )}
    </span>
  )
}
