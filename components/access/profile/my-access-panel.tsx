import { KeyRound } from 'lucide-react'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import type { GrantRole } from '../queries'
import { RoleChip } from '../role-chip'

export interface MyGrant {
  readonly id: string
  readonly role: GrantRole
  /** Null is every registry. */
  readonly registry: string | null
  /** '' is all of it. */
  readonly path: string
  /** Null when it was given to the person. */
  readonly group: string | null
}

interface MyAccessPanelProps {
  systemRole: 'admin' | 'auditor' | 'member'
  grants: readonly MyGrant[]
}

const EVERYWHERE = {
  admin: 'As an admin you may do everything everywhere; grants would add nothing.',
  auditor: 'As an auditor you read everything everywhere. Grants below add what you may do.',
  member: 'What your grants say, and nothing else.',
} as const

/** What somebody may here, and where they have it from. */
export function MyAccessPanel({ systemRole, grants }: MyAccessPanelProps) {
  return (
    <Panel>
      <PanelHeader title="My access" description={EVERYWHERE[systemRole]} />
      {grants.length === 0 && systemRole === 'member' && (
        <EmptyState icon={<KeyRound />} title="No access yet">
          Nobody has given you a role on a registry, a namespace or a repository. Ask its owner, or an admin.
        </EmptyState>
      )}
      {grants.length > 0 && (
        <DataTable label="My access">
          <thead>
            <tr>
              <th>Role</th>
              <th>On</th>
              <th>From</th>
            </tr>
          </thead>
          <tbody>
            {grants.map((grant) => (
              <tr key={grant.id}>
                <td>
                  <RoleChip role={grant.role} isInherited={grant.group !== null} />
                </td>
                <td className="max-w-0 truncate" title={scopeText(grant)}>
                  {scopeText(grant)}
                </td>
                <td className="max-w-0 truncate text-muted" title={grant.group ?? undefined}>
                  {grant.group === null ? 'given to you' : `the group ${grant.group}`}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  )
}

function scopeText({ registry, path }: MyGrant): string {
  const where = registry ?? 'every registry'
  return path === '' ? where : `${where} / ${path}`
}
