import type { LdapSettings, OidcSettings } from '@/lib/access/external/settings'
import type { CreatedInvitation, Invited } from '@/lib/access/use-cases/invite-user'
import type { MethodFacts } from '@/lib/access/use-cases/list-sign-in-methods'
import type { contracts } from '@/lib/api/contracts'
import type { OutputOf } from '@/lib/api/contracts/endpoint'
import { presentUser } from './people'

type Method = OutputOf<typeof contracts.listSignInMethods>['items'][number]

export interface SignInSettings {
  readonly origin: string
  readonly oidc: OidcSettings | null
  readonly ldap: LdapSettings | null
}

/** A one-time link: the one answer that holds it. */
export function presentInvitation(
  { secret, purpose, expiresAt }: CreatedInvitation,
  origin: string,
): OutputOf<typeof contracts.createInvitation> {
  return { link: `${origin}/invite?token=${secret}`, purpose, expiresAt }
}

/** A person just invited, with their link. */
export function presentInvited(
  { user, invitation }: Invited,
  origin: string,
): OutputOf<typeof contracts.createUser> {
  const { link, expiresAt } = presentInvitation(invitation, origin)
  return { ...presentUser(user), invitation: { link, expiresAt } }
}

/** A way to sign in: what it does, and how it is set, without a secret. */
export function presentMethod(facts: MethodFacts, settings: SignInSettings): Method {
  const recent = facts.recent.map((one) => ({ ...one }))
  const { method, accountCount, groupCount } = facts
  return { method, accountCount, groupCount, recent, ...describeMethod(method, settings) }
}

type Description = Pick<Method, 'name' | 'isEnabled' | 'settings' | 'addresses'>

function describeMethod(method: Method['method'], { origin, oidc, ldap }: SignInSettings): Description {
  if (method === 'oidc') return describeOidc(oidc, origin)
  if (method === 'ldap') return describeLdap(ldap)
  return { name: 'Password', isEnabled: true, settings: [], addresses: [] }
}

function describeOidc(oidc: OidcSettings | null, origin: string): Description {
  const addresses = [
    { label: 'Redirect URI', value: `${origin}/api/auth/callback/oidc` },
    { label: 'Post-logout redirect URI', value: `${origin}/sign-in` },
  ]
  if (oidc === null) return { name: 'OpenID Connect', isEnabled: false, settings: [], addresses }
  return {
    name: oidc.name,
    isEnabled: true,
    addresses,
    settings: [
      { label: 'Issuer', value: oidc.issuer },
      { label: 'Client id', value: oidc.clientId },
      { label: 'Scopes', value: oidc.scopes.join(' ') },
      { label: 'Groups claim', value: oidc.groupsClaim?.join('.') ?? null },
      { label: 'Admin group', value: oidc.adminGroup },
    ],
  }
}

function describeLdap(ldap: LdapSettings | null): Description {
  if (ldap === null) return { name: 'LDAP', isEnabled: false, settings: [], addresses: [] }
  const groups = ldap.groupBaseDn === null ? 'memberOf of each person' : ldap.groupFilter
  return {
    name: ldap.name,
    isEnabled: true,
    addresses: [],
    settings: [
      { label: 'Address', value: ldap.url },
      { label: 'Encryption', value: encryptionOf(ldap) },
      { label: 'Searches as', value: ldap.bindDn ?? 'nobody' },
      { label: 'People below', value: ldap.baseDn },
      { label: 'User filter', value: ldap.userFilter },
      { label: 'Groups below', value: ldap.groupBaseDn },
      { label: 'Groups by', value: groups },
      { label: 'Admin group', value: ldap.adminGroup },
    ],
  }
}

function encryptionOf({ url, startTls }: LdapSettings): string {
  if (url.startsWith('ldaps:')) return 'TLS'
  return startTls ? 'STARTTLS' : 'none'
}
