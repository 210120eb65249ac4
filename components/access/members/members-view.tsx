'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { WhyLink } from '@/components/shell/why-link'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { Panel } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { GrantDialog } from '../grants/grant-dialog'
import { placeText } from '../grants/matrix-model'
import { accessQueries, type MemberList } from '../queries'
import { RoleChip } from '../role-chip'
import { RoleSelectOf } from '../role-select-of'
import { useTakeGrant } from '../use-grants'

interface MembersViewProps {
  registry: string
  path: string
}

/** Who may what on a registry, a namespace or a repository: the grants here, those from above, and whom they reach. */
export function MembersView({ registry, path }: MembersViewProps) {
  const query = useQuery(accessQueries.members(registry, path))
  const { data, error } = query
  const [isAdding, setAdding] = useState(false)
  const here = data?.grants.filter(({ standing }) => standing === 'here') ?? []
  const above = data?.grants.filter(({ standing }) => standing === 'inherited') ?? []
  const inside = data?.grants.filter(({ standing }) => standing === 'inside') ?? []

  if (!data && error) {
    return (
      <Panel>
        <FailedState title="The members could not be loaded" query={query} />
      </Panel>
    )
  }
  if (!data) return <SkeletonRows rows={4} />
  return (
    <>
      <Panel aria-label="Granted here">
        <PanelHead title="Granted here" count={here.length}>
          <GatedButton
            size="sm"
            variant="primary"
            can={data.can.manageMembers}
            icon={<UserPlus className="size-3.5" />}
            onClick={() => setAdding(true)}
          >
            Add members
          </GatedButton>
          <WhyLink
            can={data.can.manageMembers}
            action="member:manage"
            {...{ registry, path }}
            what="add members here"
          />
        </PanelHead>
        {here.length === 0 ? (
          <EmptyState icon={<Users />} title="Nobody is granted anything right here">
            {above.length > 0
              ? 'Whoever may do something here has it from further up.'
              : 'Only admins and auditors get in.'}
          </EmptyState>
        ) : (
          <GrantRows grants={here} isHere />
        )}
      </Panel>
      {above.length > 0 && (
        <Panel aria-label="From further up">
          <PanelHead title="From further up" count={above.length} />
          <GrantRows grants={above} />
        </Panel>
      )}
      {inside.length > 0 && (
        <Panel aria-label="On parts of it">
          <PanelHead title="On parts of it" count={inside.length} />
          <GrantRows grants={inside} />
        </Panel>
      )}
      <Panel aria-label="Everybody this reaches">
        <PanelHead title="Everybody this reaches" count={data.people.length} />
        <People data={data} />
      </Panel>
      <GrantDialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        registries={[registry]}
        places={[]}
        fixed={{ registry, path }}
      />
    </>
  )
}

function PanelHead({ title, count, children }: { title: string; count: number; children?: React.ReactNode }) {
  return (
    <div className="flex h-11 items-center gap-2 border-b border-line px-4">
      <h2 className="font-semibold">{title}</h2>
      <span className="text-xs text-faint tabular-nums">{count}</span>
      <span className="ml-auto">{children}</span>
    </div>
  )
}

function GrantRows({ grants, isHere = false }: { grants: MemberList['grants']; isHere?: boolean }) {
  const take = useTakeGrant()
  return (
    <DataTable label="Grants" isDense>
      <thead>
        <tr>
          <th className="w-2/5">Who</th>
          <th className={cx(isHere && 'w-full')}>Role</th>
          {!isHere && <th>Where</th>}
          <th className="w-24">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => (
          <tr key={grant.id}>
            <td className="clip font-medium" title={grant.principal.name}>
              {grant.principal.name}{' '}
              {grant.principal.kind !== 'user' && <Badge>{grant.principal.kind}</Badge>}
            </td>
            <td>
              <RoleSelectOf grant={grant} />
            </td>
            {!isHere && (
              <td className="clip font-mono text-xs" title={placeText(grant)}>
                {placeText(grant)}
              </td>
            )}
            <td className="text-right">
              <GatedButton
                size="sm"
                can={grant.can.manage}
                onClick={() => take.mutate(grant)}
                aria-label={`Remove ${grant.principal.name} as ${grant.role}`}
              >
                Remove
              </GatedButton>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function People({ data }: { data: MemberList }) {
  const byId = new Map(data.grants.map((grant) => [grant.id, grant]))
  if (data.people.length === 0)
    return <p className="px-4 py-3 text-muted">No person, apart from admins and auditors.</p>
  return (
    <DataTable label="Everybody this reaches" isDense>
      <thead>
        <tr>
          <th>Person</th>
          <th>Roles and where they come from</th>
        </tr>
      </thead>
      <tbody>
        {data.people.map((person) => (
          <tr key={person.id}>
            <td className="clip font-medium">
              {person.name} {person.isDisabled && <Badge tone="danger">disabled</Badge>}
            </td>
            <td>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
                {person.roles.map(({ role, grantId }) => {
                  const grant = byId.get(grantId)
                  const through = grant?.principal.kind === 'group' ? ` through ${grant.principal.name}` : ''
                  const isElsewhere = grant?.standing !== 'here' || through !== ''
                  return (
                    <span key={grantId} className="inline-flex items-center gap-1.5 text-xs text-muted">
                      <RoleChip role={role} isInherited={isElsewhere} />
                      {grant && isElsewhere ? `${placeText(grant)}${through}` : 'here'}
                    </span>
                  )
                })}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
