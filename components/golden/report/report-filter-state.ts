import type { AddressState } from '../../ui/address-state'
import { REPORT_STATES, type ReportFilter } from '../after-queries'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The filter of the report in the address. */
export const reportFilterState: AddressState<ReportFilter> = {
  initial: { registry: null, repository: '', day: '', state: null },
  read: (search) => {
    const day = search.get('day') ?? ''
    return {
      registry: search.get('registry'),
      repository: search.get('repository') ?? '',
      day: DAY.test(day) ? day : '',
      state: REPORT_STATES.find((state) => state === search.get('state')) ?? null,
    }
  },
}
