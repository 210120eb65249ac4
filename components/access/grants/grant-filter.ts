import { type AddressState, oneOf } from '@/components/ui/address-state'
import { GRANT_ROLES } from '../role-chip'
import type { MatrixFilter } from './matrix-model'

export interface GrantFilter extends MatrixFilter {
  readonly view: 'matrix' | 'list'
}

const initial: GrantFilter = { who: '', where: '', role: 'any', kind: 'all', view: 'matrix' }

/** The filter of the grants in the address. */
export const grantFilterState: AddressState<GrantFilter> = {
  initial,
  read: (search) => ({
    who: search.get('who') ?? initial.who,
    where: search.get('where') ?? initial.where,
    role: oneOf(['any', ...GRANT_ROLES], search.get('role'), initial.role),
    kind: oneOf(['all', 'user', 'group', 'token'], search.get('kind'), initial.kind),
    view: oneOf(['matrix', 'list'], search.get('view'), initial.view),
  }),
}
