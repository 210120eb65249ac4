import { type AddressState, oneOf } from '../../ui/address-state'

export type StorageMeasure = 'total' | 'unique'

export interface StorageFilter {
  /** '' for the whole registry. */
  readonly namespace: string
  readonly by: StorageMeasure
}

/** The storage page's state in the address. */
export const storageState: AddressState<StorageFilter> = {
  initial: { namespace: '', by: 'total' },
  read: (search) => ({
    namespace: (search.get('namespace') ?? '').slice(0, 255),
    by: oneOf(['total', 'unique'], search.get('by'), 'total'),
  }),
}
