'use client'
import { debounce, useQueryStates } from 'nuqs'
import { firstDirection } from '../table/first-direction'
import { NamespacePanel } from '../tree/namespace-panel'
import { repositoryFilterParsers } from './repository-filter'
import { RepositoryList } from './repository-list'

const TYPING_MS = 250

interface RepositoryBrowserProps {
  registry: string
  syncedAt: number | null
  isSyncing: boolean
}

/** The namespaces of a registry and the repositories in the chosen one. The choice stands in the address. */
export function RepositoryBrowser({ registry, syncedAt, isSyncing }: RepositoryBrowserProps) {
  const [filter, setFilter] = useQueryStates(repositoryFilterParsers, { history: 'replace', shallow: true })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[240px_minmax(0,1fr)]">
      <div className="min-w-0 lg:sticky lg:top-4">
        <NamespacePanel
          registry={registry}
          selected={filter.namespace}
          onSelect={(namespace) => setFilter({ namespace }, { history: 'push' })}
        />
      </div>
      <RepositoryList
        registry={registry}
        filter={filter}
        syncedAt={syncedAt}
        isSyncing={isSyncing}
        onType={(q) => setFilter({ q }, q === '' ? {} : { limitUrlUpdates: debounce(TYPING_MS) })}
        onSort={(sort) =>
          setFilter({ sort: repositoryFilterParsers.sort.parse(firstDirection(filter.sort, sort)) })
        }
        onShowEmpty={(empty) => setFilter({ empty })}
        onClear={() => setFilter({ q: null, namespace: null })}
      />
    </div>
  )
}
