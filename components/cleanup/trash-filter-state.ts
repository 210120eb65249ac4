import { type AddressState, oneOf } from '../ui/address-state'
import { TRASH_STATES, type TrashFilter } from './queries'

/** The trash's filter in the address. */
export const trashFilterState: AddressState<TrashFilter> = {
  initial: { registry: null, repository: '', actor: '', state: null },
  read: (search) => {
    const state = search.get('state')
    return {
      registry: search.get('registry'),
      repository: search.get('repository') ?? '',
      actor: search.get('actor') ?? '',
      state: state === null ? null : oneOf(TRASH_STATES, state, 'restorable'),
    }
  },
}

/** Whether anything narrows the list. */
export function isTrashFiltered({ registry, repository, actor, state }: TrashFilter): boolean {
  return registry !== null || repository !== '' || actor !== '' || state !== null
}
