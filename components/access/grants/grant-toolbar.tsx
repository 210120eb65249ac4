'use client'

import { oneOf } from '@/components/ui/address-state'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { GRANT_ROLES } from '../role-chip'
import type { GrantFilter } from './grant-filter'

interface GrantToolbarProps {
  filter: GrantFilter
  onChange: (part: Partial<GrantFilter>) => void
  count: string
}

export function GrantToolbar({ filter, onChange, count }: GrantToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line p-2">
      <div className="w-44 max-sm:flex-1">
        <Input
          type="search"
          aria-label="Filter by name"
          placeholder="Who"
          value={filter.who}
          onChange={(event) => onChange({ who: event.target.value })}
        />
      </div>
      <div className="w-52 max-sm:flex-1">
        <Input
          type="search"
          aria-label="Filter by registry or namespace"
          placeholder="Where"
          value={filter.where}
          onChange={(event) => onChange({ where: event.target.value })}
        />
      </div>
      <Select
        aria-label="Kind"
        value={filter.kind}
        onChange={(event) =>
          onChange({ kind: oneOf(['all', 'user', 'group', 'token'], event.target.value, 'all') })
        }
        className="w-36"
      >
        <option value="all">Everybody</option>
        <option value="user">People</option>
        <option value="group">Groups</option>
        <option value="token">API tokens</option>
      </Select>
      <Select
        aria-label="Role"
        value={filter.role}
        onChange={(event) => onChange({ role: oneOf(['any', ...GRANT_ROLES], event.target.value, 'any') })}
        className="w-36"
      >
        <option value="any">Any role</option>
        {GRANT_ROLES.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </Select>
      <span role="status" className="text-xs text-muted tabular-nums">
        {count}
      </span>
      <SegmentedControl
        label="View"
        value={filter.view}
        onChange={(view) => onChange({ view })}
        options={[
          { value: 'matrix', label: 'Matrix' },
          { value: 'list', label: 'List' },
        ]}
        className="ml-auto"
      />
    </div>
  )
}
