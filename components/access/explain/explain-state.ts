import type { AddressState } from '@/components/ui/address-state'
import type { AccessQuestion } from '../queries'

const initial: AccessQuestion = { actor: '', action: '', registry: '', path: '' }

/** The question in the address, so that it can be linked to and shared. */
export const explainState: AddressState<AccessQuestion> = {
  initial,
  read: (search) => ({
    actor: search.get('actor') ?? '',
    action: search.get('action') ?? '',
    registry: search.get('registry') ?? '',
    path: search.get('path') ?? '',
  }),
}
