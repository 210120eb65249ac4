import type { QueryKey } from '@tanstack/react-query'
import { registryKey, repositoryKey } from '@/components/catalog/query-keys'
import { RETENTION_KEY } from '@/components/cleanup/retention/query-keys'
import { GOLDEN_KEY } from '@/components/golden/query-keys'
import { JOB_LIST_KEY, JOBS_KEY } from '@/components/jobs/query-keys'
import { registryQueries } from '@/components/settings/queries'
import { WEBHOOK_LIST_KEY, WEBHOOKS_KEY } from '@/components/webhooks/query-keys'
import type { Output } from '@/lib/api/client/api'
import { repositorySlug } from '@/lib/oci/slug'
import { OVERVIEW, registryHref, repositoryHref } from '../addresses'

export type Change = Output<'changes'>

/** What of a window a change makes old. */
export interface Concern {
  readonly queryKeys: readonly QueryKey[]
  /** Whether the server drew something of it into the page of a path. */
  readonly isDrawnOn: (path: string) => boolean
}

const nowhere = () => false
const registryList = () => registryQueries.list().queryKey

/** The only place where changes are matched with queries and pages. */
export function concernOf(change: Change): Concern {
  switch (change.topic) {
    case 'registries':
      return { queryKeys: [registryList()], isDrawnOn: (path) => path === OVERVIEW }
    case 'registry':
      return registryConcern(change.registry, change.what)
    case 'repository':
      return repositoryConcern(change.registry, change.repository)
    case 'job':
      return {
        queryKeys: [JOB_LIST_KEY, [...JOBS_KEY, change.job]],
        isDrawnOn: nowhere,
      }
    case 'webhook':
      return {
        queryKeys: [WEBHOOK_LIST_KEY, [...WEBHOOKS_KEY, change.webhook]],
        isDrawnOn: nowhere,
      }
  }
}

/** What a window shows of everything: for when it cannot be told what changed. */
export const EVERYTHING: Concern = {
  queryKeys: [registryList(), ['registries'], JOBS_KEY, WEBHOOKS_KEY, RETENTION_KEY, GOLDEN_KEY],
  isDrawnOn: () => true,
}

function registryConcern(registry: string, what: readonly string[]): Concern {
  const key = registryKey(registry)
  const href = registryHref(registry)
  if (what.includes('everything') || what.includes('settings')) {
    return {
      queryKeys: [registryList(), key, RETENTION_KEY],
      isDrawnOn: (path) => path === OVERVIEW || path === href || path.startsWith(`${href}/`),
    }
  }
  if (what.every((kind) => kind === 'retention')) {
    return { queryKeys: [RETENTION_KEY], isDrawnOn: nowhere }
  }
  const policies = what.includes('retention') ? [RETENTION_KEY] : []
  const lists = what.includes('tags')
    ? [
        [...key, 'namespaces'],
        [...key, 'repositories', 'list'],
      ]
    : []
  return {
    queryKeys: [registryList(), [...key, 'summary'], ...lists, ...policies],
    isDrawnOn: (path) => path === OVERVIEW || path === href,
  }
}

function repositoryConcern(registry: string, repository: string): Concern {
  const href = repositoryHref(registry, repository)
  return {
    queryKeys: [
      repositoryKey({ registry, repository: repositorySlug(repository) }),
      // Lines, versions and drift hang on repositories, and few of them are open at a time.
      GOLDEN_KEY,
    ],
    isDrawnOn: (path) => path === href || path.startsWith(`${href}/`),
  }
}
