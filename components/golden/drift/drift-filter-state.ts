import { type AddressState, oneOf } from '../../ui/address-state'
import { DRIFT_STATES, type DriftFilter } from '../after-queries'

/** The filter of drift in the address. */
export const driftFilterState: AddressState<DriftFilter> = {
  initial: { line: null, state: 'open' },
  read: (search) => ({
    line: search.get('line'),
    state: oneOf(DRIFT_STATES, search.get('state'), 'open'),
  }),
}
