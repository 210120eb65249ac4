'use client'

import { SegmentedControl } from '@/components/ui/segmented-control'
import type { GrantRole } from './queries'
import { GRANT_ROLES, ROLE_MEANING } from './role-chip'

interface RolePickerProps {
  value: GrantRole
  onChange: (role: GrantRole) => void
}

/** The role of a grant with what it means. */
export function RolePicker({ value, onChange }: RolePickerProps) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p aria-hidden="true" className="font-medium">
        Role
      </p>
      <div className="max-w-full overflow-x-auto">
        <SegmentedControl
          label="Role"
          value={value}
          onChange={onChange}
          options={GRANT_ROLES.map((role) => ({ value: role, label: role }))}
        />
      </div>
      <p className="text-xs text-muted">{ROLE_MEANING[value]}</p>
    </div>
  )
}
