'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Popover } from '@/components/ui/popover'
import type { AnchoredProps } from '@/components/ui/use-anchored'
import type { GrantRole } from '../queries'
import { GRANT_ROLES, ROLE_MEANING, RoleChip } from '../role-chip'
import { type Cell, type Place, placeText, type Row } from './matrix-model'

interface CellEditorProps extends AnchoredProps {
  row: Row
  place: Place
  cell: Cell
  onToggle: (role: GrantRole) => void
}

/** The roles of one on one place, each to be given or taken at once. */
export function CellEditor({ anchor, onClose, row, place, cell, onToggle }: CellEditorProps) {
  const blocked = cell.direct.find((grant) => !grant.can.manage.allowed)?.can.manage.reason
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      title={
        <span className="block min-w-0">
          <span className="block truncate">{row.name}</span>
          <span className="block truncate text-xs font-normal text-muted">{placeText(place)}</span>
        </span>
      }
      className="w-80"
    >
      <div className="flex flex-col gap-2 overflow-y-auto p-3">
        {GRANT_ROLES.map((role) => (
          <Checkbox
            key={role}
            label={<span className="font-medium">{role}</span>}
            hint={ROLE_MEANING[role]}
            checked={cell.direct.some((grant) => grant.role === role)}
            disabled={blocked !== undefined}
            onChange={() => onToggle(role)}
          />
        ))}
        {blocked && <p className="text-xs text-muted">{blocked}</p>}
        {cell.inherited.length > 0 && (
          <div className="flex flex-col gap-1.5 border-t border-line pt-2">
            <p className="text-xs text-faint">Comes from elsewhere, and is changed there</p>
            {cell.inherited.map(({ role, from }) => (
              <p key={role} className="flex items-center gap-2 text-xs text-muted">
                <RoleChip role={role} isInherited />
                <span className="min-w-0 wrap-anywhere">{from}</span>
              </p>
            ))}
          </div>
        )}
      </div>
    </Popover>
  )
}
