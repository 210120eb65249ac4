import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import type { RepositoryFilter } from '../queries'

const SORTS = ['name', '-name', '-tags', 'tags', '-size', 'size', '-created', 'created'] as const

/** The repository list's state in the address. `namespace` is null for all and `''` for the bare names. */
export const repositoryFilterParsers = {
  namespace: parseAsString,
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(SORTS).withDefault('name'),
  empty: parseAsBoolean.withDefault(false),
}

export const loadRepositoryFilter = createLoader(repositoryFilterParsers)

/** Whether anything but the order was chosen. */
export function isFiltered(filter: RepositoryFilter): boolean {
  return filter.namespace !== null || filter.q !== ''
}
