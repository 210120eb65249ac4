import type { AddressState } from '../../ui/address-state'

/** The search page's state in the address. */
export const searchState: AddressState<{ readonly q: string }> = {
  initial: { q: '' },
  read: (search) => ({ q: search.get('q') ?? '' }),
}
