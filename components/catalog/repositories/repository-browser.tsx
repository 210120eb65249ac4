'use client'
import { useAddress } from '../../ui/use-address'
import { firstDirection } from '../table/first-direction'
import { NamespacePanel } from '../tree/namespace-panel'
import { repositoryFilterState, repositorySort } from './repository-filter'
import { RepositoryList } from './repository-list'

interface RepositoryBrowserProps {
  registry: string
  syncedAt: number | null
  isSyncing: boolean
}

/** The namespaces of a registry and the repositories in the chosen one. The choice stands in the address. */
export function RepositoryBrowser({ registry, syncedAt, isSyncing }: RepositoryBrowserProps) {
  const [filter, change] = useAddress(repositoryFilterState)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[240px_minmax(0,1fr)]">
      <div className="min-w-0 lg:sticky lg:top-4">
        <NamespacePanel
          registry={registry}
          selected={filter.namespace}
          onSelect={(namespace) => change({ namespace }, 'push')}
        />
      </div>
      <RepositoryList
        registry={registry}
        filter={filter}
        syncedAt={syncedAt}
        isSyncing={isSyncing}
        onType={(q) => change({ q })}
        onSort={(sort) => change({ sort: repositorySort(firstDirection(filter.sort, sort)) })}
        onShowEmpty={(empty) => change({ empty })}
        onClear={() => change({ q: '', namespace: null })}
      />
    </div>
  )
}
