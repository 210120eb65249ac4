'use client'

import { SegmentedControl } from '@/components/ui/segmented-control'
import type { User } from './queries'

const MEANING: Record<User['role'], string> = {
  viewer: 'Browses everything, changes nothing.',
  admin: 'Also connects registries, manages people and API tokens.',
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
          { value: 'viewer', label: 'Viewer' },
          { value: 'admin', label: 'Admin' },
        ]}
      />
      <p className="text-xs text-muted">{MEANING[value]}</p>
    </div>
  )
}
