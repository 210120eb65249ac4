'use client'

import { Select } from '@/components/ui/select'
import type { User } from './queries'
import { useUpdateUser } from './use-update-user'

/** A person's role, changed where it is read. */
export function RoleSelect({ user }: { user: User }) {
  const update = useUpdateUser()
  return (
    <Select
      aria-label={`Role of ${user.name}`}
      value={update.isPending ? (update.variables.change.role ?? user.role) : user.role}
      disabled={update.isPending}
      onChange={(event) => update.mutate({ user, change: { role: roleOf(event.target.value) } })}
      className="w-28"
    >
      <option value="member">member</option>
      <option value="auditor">auditor</option>
      <option value="admin">admin</option>
    </Select>
  )
}

/** What a control says, as a role; anything unexpected is the lesser one. */
function roleOf(value: string): User['role'] {
  return value === 'admin' || value === 'auditor' ? value : 'member'
}
