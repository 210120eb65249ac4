'use client'

import { SegmentedControl } from '@/components/ui/segmented-control'
import type { User } from './queries'

export const SYSTEM_ROLE_MEANING: Record<User['role'], string> = {
  member: 'May what grants say: none yet, so they see nothing until you give one.',
  auditor: 'Reads everything, also who did what. Changes nothing, sees no secrets.',
  admin: 'May everything: registries, people, grants and settings.',
}

interface RoleFieldProps {
  value: User['role']
  onChange: (role: User['role']) => void
}

export function RoleField({ value, onChange }: RoleFieldProps) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p aria-hidden="true" className="font-medium">
        Role
      </p>
      <SegmentedControl
        label="Role"
        value={value}
        onChange={onChange}
        options={[
          { value: 'member', label: 'Member' },
          { value: 'auditor', label: 'Auditor' },
          { value: 'admin', label: 'Admin' },
        ]}
      />
      <p className="text-xs text-muted">{SYSTEM_ROLE_MEANING[value]}</p>
    </div>
  )
}
