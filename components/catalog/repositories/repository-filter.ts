import { type AddressState, oneOf } from '../../ui/address-state'
import type { RepositoryFilter } from '../queries'

const SORTS = ['name', '-name', '-tags', 'tags', '-size', 'size', '-created', 'created'] as const

/** The repository list's state in the address. `namespace` is null for all and `''` for the bare names. */
export const repositoryFilterState: AddressState<RepositoryFilter> = {
  initial: { namespace: null, q: '', sort: 'name', empty: false },
  read: (search) => ({
    namespace: search.get('namespace'),
    q: search.get('q') ?? '',
    sort: repositorySort(search.get('sort')),
    empty: search.get('empty') === 'true',
  }),
}

/** An order there is, or the usual one. */
export function repositorySort(text: string | null): string {
  return oneOf(SORTS, text, 'name')
}

/** Whether anything but the order was chosen. */
export function isFiltered(filter: RepositoryFilter): boolean {
  return filter.namespace !== null || filter.q !== ''
}
