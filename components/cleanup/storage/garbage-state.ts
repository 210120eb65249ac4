import type { AddressState } from '../../ui/address-state'

export interface GarbageFilter {
  /** '' for the first there is. */
  readonly registry: string
  /** '' for every one. */
  readonly repository: string
}

/** The state of the page of garbage in the address. */
export const garbageState: AddressState<GarbageFilter> = {
  initial: { registry: '', repository: '' },
  read: (search) => ({
    registry: (search.get('registry') ?? '').slice(0, 40),
    repository: (search.get('repository') ?? '').slice(0, 255),
  }),
}
