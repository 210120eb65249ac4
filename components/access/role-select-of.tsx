'use client'

import { oneOf } from '@/components/ui/address-state'
import { Select } from '@/components/ui/select'
import type { Grant } from './queries'
import { GRANT_ROLES, RoleChip } from './role-chip'
import { useChangeGrant } from './use-grants'

/** The role of a grant, changed where it is read by who may. */
export function RoleSelectOf({ grant }: { grant: Grant }) {
  const change = useChangeGrant()
  if (!grant.can.manage.allowed)
    return <RoleChip role={grant.role} title={grant.can.manage.reason ?? undefined} />
  return (
    <Select
      aria-label={`Role of ${grant.principal.name}`}
      value={change.isPending ? change.variables.role : grant.role}
      disabled={change.isPending}
      onChange={(event) => change.mutate({ grant, role: oneOf(GRANT_ROLES, event.target.value, grant.role) })}
      className="w-32"
    >
      {GRANT_ROLES.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </Select>
  )
}
