import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'

interface Identity {
  readonly method: 'oidc' | 'ldap'
  readonly issuer: string
  readonly label: string
  /** Null when the provider sent none at all. */
  readonly groups: readonly string[] | null
  readonly lastSignInAt: number
}

const METHODS = { oidc: 'OpenID Connect', ldap: 'Directory' } as const

/** By what somebody is known elsewhere. */
export function IdentityPanel({ identities }: { identities: readonly Identity[] }) {
  if (identities.length === 0) return null
  return (
    <Panel>
      <PanelHeader title="Identities" description="Who you are at the providers you sign in by." />
      <ul className="flex flex-col divide-y divide-line">
        {identities.map((identity) => (
          <li key={`${identity.issuer} ${identity.label}`} className="flex flex-col gap-2 px-4 py-3">
            <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <span className="min-w-0 font-medium wrap-anywhere">{identity.label}</span>
              <span className="min-w-0 text-xs wrap-anywhere text-faint">
                {METHODS[identity.method]} · {identity.issuer}
              </span>
              <RelativeTime at={identity.lastSignInAt} className="text-muted sm:ml-auto" />
            </div>
            <Groups groups={identity.groups} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Groups({ groups }: { groups: readonly string[] | null }) {
  if (groups === null) {
    return <p className="text-warn">It sent no groups at the last sign-in, so none gives you anything.</p>
  }
  if (groups.length === 0) return <p className="text-faint">In no group.</p>
  return (
    <ul aria-label="Groups" className="flex flex-wrap gap-1.5">
      {groups.map((group) => (
        <li
          key={group}
          title={group}
          className="max-w-full truncate rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs"
        >
          {group}
        </li>
      ))}
    </ul>
  )
}
