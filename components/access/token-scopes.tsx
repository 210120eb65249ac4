import { placeText } from './grants/matrix-model'
import type { ApiToken } from './queries'
import { RoleChip } from './role-chip'

/** What a token may at most; what its owner may not, it may not either. */
export function TokenScopes({ token }: { token: ApiToken }) {
  if (token.role !== 'member') return <span>{token.role === 'admin' ? 'all its owner may' : token.role}</span>
  return (
    <ul className="flex flex-col gap-1 py-1">
      {token.grants.map((grant) => (
        <li key={`${grant.role} ${placeText(grant)}`} className="flex items-center gap-1.5">
          <RoleChip role={grant.role} />
          <span className="max-w-48 truncate font-mono text-xs text-muted" title={placeText(grant)}>
            {placeText(grant)}
          </span>
        </li>
      ))}
      {token.grants.length === 0 && <li className="text-faint">nothing</li>}
    </ul>
  )
}
