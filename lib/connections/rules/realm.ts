import { AppError } from '@/lib/core/errors'

export interface RealmFacts {
  readonly registryUrl: string
  /** Origin of the realm the registry names; null when it uses no tokens. */
  readonly named: string | null
  /** Origin the admin says to have seen and to accept. */
  readonly confirmed: string | null
  /** Origin accepted earlier for the same address. */
  readonly pinned: string | null
}

/**
 * The realm origin to pin. A realm on the registry's own origin needs no words; any other is the registry's
 * claim about where passwords should go, and an admin has to agree to it.
 * @throws AppError `realm-confirmation-required` with the fact `realm`
 */
export function decideRealm({ registryUrl, named, confirmed, pinned }: RealmFacts): string | null {
  if (named === null) return null
  const isOwn = new URL(registryUrl).origin === named
  if (isOwn || named === confirmed || named === pinned) return named
  throw new AppError(
    'realm-confirmation-required',
    'The registry sends sign-ins to another address. Confirm that the credentials may go there.',
    { facts: { realm: named } },
  )
}
