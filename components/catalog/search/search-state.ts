import { type AddressState, oneOf } from '../../ui/address-state'
import type { SearchGroupName } from '../queries'

export const GROUP_NAMES = ['repositories', 'tags', 'images', 'layers', 'labels'] as const

export interface SearchState {
  readonly q: string
  /** '' for all. */
  readonly registry: string
  readonly namespace: string
  /** Everything of one kind; '' for some of each. */
  readonly in: SearchGroupName | ''
}

/** The search page's state in the address. */
export const searchState: AddressState<SearchState> = {
  initial: { q: '', registry: '', namespace: '', in: '' },
  read: (search) => ({
    q: search.get('q') ?? '',
    registry: (search.get('registry') ?? '').slice(0, 40),
    namespace: (search.get('namespace') ?? '').slice(0, 255),
    in: oneOf(['', ...GROUP_NAMES], search.get('in'), ''),
  }),
}
