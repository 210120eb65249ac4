import type { AddressState } from '../../ui/address-state'
import type { LineFilter } from '../queries'

/** The filter of lines in the address. */
export const lineFilterState: AddressState<LineFilter> = {
  initial: { q: '', registry: null, isArchived: false },
  read: (search) => ({
    q: search.get('q') ?? '',
    registry: search.get('registry'),
    isArchived: search.get('isArchived') === 'true',
  }),
}

export function isLineFiltered({ q, registry, isArchived }: LineFilter): boolean {
  return q !== '' || registry !== null || isArchived
}
