'use client'

import { useQuery } from '@tanstack/react-query'
import { AppLink } from '@/components/ui/link'
import { accessQueries, type User } from './queries'
import { GRANT_ROLES, RoleChip } from './role-chip'

/** Which roles a person has somewhere, by their own grants and their groups', and on how many places. */
export function GrantedRoles({ user }: { user: User }) {
  const { data } = useQuery(accessQueries.grants())
  if (data === undefined) return null
  if (user.role === 'admin') return <span className="text-xs text-faint">everything</span>

  const groups = data.people.find((person) => person.id === user.id)?.groups ?? []
  const reaching = data.items.filter(
    ({ principal }) => principal.id === user.id || groups.includes(principal.id),
  )
  const counts = GRANT_ROLES.map((role) => ({
    role,
    count: reaching.filter((one) => one.role === role).length,
  }))
  const held = counts.filter(({ count }) => count > 0)
  if (held.length === 0 && user.role === 'auditor') {
    return <span className="text-xs text-faint">reads everything</span>
  }
  if (held.length === 0) return <span className="text-xs text-faint">nothing</span>
  return (
    <AppLink
      href={`/access/grants?who=${encodeURIComponent(user.name)}&kind=user`}
      className="inline-flex flex-wrap items-center gap-1 rounded-sm"
      aria-label={`Grants of ${user.name}: ${held.map(({ role, count }) => `${role} on ${count}`).join(', ')}`}
    >
      {held.map(({ role, count }) => (
        <span key={role} className="inline-flex items-center gap-1 text-xs text-muted">
          <RoleChip role={role} />
          {count > 1 && `×${count}`}
        </span>
      ))}
    </AppLink>
  )
}
