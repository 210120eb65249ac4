'use client'

import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { GatedButton } from '@/components/ui/gated-button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Grant } from '../queries'
import { RoleSelectOf } from '../role-select-of'
import type { GrantFilter } from './grant-filter'
import { type Matrix, placeText } from './matrix-model'

const ROWS_MAX = 500

interface GrantListProps {
  grants: readonly Grant[]
  matrix: Matrix
  role: GrantFilter['role']
  onTake: (grant: Grant) => void
}

/** The same as a list: one grant a row, as it was given. */
export function GrantList({ grants, matrix, role, onTake }: GrantListProps) {
  const who = new Set(matrix.rows.map((row) => row.id))
  const where = new Set(matrix.places.map(placeText))
  const shown = grants.filter(
    (grant) =>
      who.has(grant.principal.id) && where.has(placeText(grant)) && (role === 'any' || grant.role === role),
  )
  return (
    <>
      <DataTable label="Grants" isDense>
        <thead>
          <tr>
            <th className="max-sm:w-full">Who</th>
            <th>Role</th>
            <th className="max-sm:hidden">Where</th>
            <th className="max-md:hidden">Given</th>
            <th className="w-24">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, ROWS_MAX).map((grant) => (
            <tr key={grant.id}>
              <td className="clip font-medium">
                <span title={grant.principal.name}>{grant.principal.name}</span>{' '}
                <Badge className="max-sm:hidden">{grant.principal.source ?? kindText(grant)}</Badge>
                <span className="block truncate font-mono text-xs font-normal text-muted sm:hidden">
                  {placeText(grant)}
                </span>
              </td>
              <td>
                <RoleSelectOf grant={grant} />
              </td>
              <td className="clip font-mono text-xs max-sm:hidden" title={placeText(grant)}>
                {placeText(grant)}
              </td>
              <td className="max-md:hidden">
                <RelativeTime at={grant.createdAt} />
              </td>
              <td className="text-right">
                <GatedButton
                  size="sm"
                  can={grant.can.manage}
                  onClick={() => onTake(grant)}
                  aria-label={`Remove ${grant.principal.name} as ${grant.role} of ${placeText(grant)}`}
                >
                  Remove
                </GatedButton>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {shown.length > ROWS_MAX && (
        <p className="border-t border-line px-3 py-2 text-xs text-muted">
          The first {ROWS_MAX} of {shown.length.toLocaleString('en')}. Filter to see others.
        </p>
      )}
    </>
  )
}

function kindText({ principal }: Grant): string {
  if (principal.kind === 'token') return 'API token'
  return principal.isDisabled ? 'disabled' : 'person'
}
