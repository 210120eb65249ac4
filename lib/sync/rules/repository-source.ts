import { z } from 'zod'
import { isRepositoryName } from '@/lib/oci/name'

const repositoryNames = z.array(z.string().refine(isRepositoryName))

/** Where the names of a registry's repositories come from, as its row keeps it. */
export interface SourceRow {
  /** JSON array, null for none given. */
  readonly repository_list: string | null
  readonly namespace_list: string | null
}

export interface RepositorySource {
  /** Reads the catalog; else there is none, or none to be used. */
  readonly hasCatalog: boolean
  readonly given: readonly string[]
  /** Repositories inside these are learned as their names turn up. */
  readonly namespaces: readonly string[]
}

export function repositorySourceOf(row: SourceRow): RepositorySource {
  return {
    hasCatalog: row.repository_list === null && row.namespace_list === null,
    given: namesOf(row.repository_list),
    namespaces: namesOf(row.namespace_list),
  }
}

/** Whether a repository whose name turned up, as in a registry's event, belongs into the index. */
export function belongs(source: RepositorySource, name: string): boolean {
  return source.hasCatalog || source.given.includes(name) || isInside(source, name)
}

/** What to compare where there is no catalog: what was given, and what was learned inside the namespaces. */
export function namesWithoutCatalog(source: RepositorySource, known: readonly string[]): readonly string[] {
  return [...new Set([...source.given, ...known.filter((name) => isInside(source, name))])]
}

function isInside({ namespaces }: RepositorySource, name: string): boolean {
  return namespaces.some((namespace) => name.startsWith(`${namespace}/`))
}

function namesOf(json: string | null): readonly string[] {
  return json === null ? [] : repositoryNames.parse(JSON.parse(json))
}
