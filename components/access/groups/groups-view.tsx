'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { AppLink } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { accessQueries, type Group } from '../queries'
import { GroupDialog } from './group-dialog'
import { NewGroupDialog } from './new-group-dialog'

/** Groups of people: ours, and those that sign-in methods name. */
export function GroupsView() {
  const query = useQuery(accessQueries.groups())
  const { data, error } = query
  const [isAdding, setAdding] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)

  return (
    <PageFrame
      title="Groups"
      meta="A grant to a group reaches everybody in it."
      actions={
        data && (
          <GatedButton
            variant="primary"
            can={data.can.create}
            icon={<Plus className="size-4" />}
            onClick={() => setAdding(true)}
          >
            Add a group
          </GatedButton>
        )
      }
    >
      <Panel>
        {!data && !error && <SkeletonRows rows={4} />}
        {!data && error && <FailedState title="The groups could not be loaded" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<Users />} title="No group yet">
            Add one, or let a sign-in method bring its own: they appear at the first sign-in of somebody in
            them.
          </EmptyState>
        )}
        {data && data.items.length > 0 && <Rows groups={data.items} onOpen={setOpened} />}
      </Panel>
      <NewGroupDialog isOpen={isAdding} onClose={() => setAdding(false)} />
      <GroupDialog groupId={opened} onClose={() => setOpened(null)} />
    </PageFrame>
  )
}

function Rows({ groups, onOpen }: { groups: readonly Group[]; onOpen: (id: string) => void }) {
  return (
    <DataTable label="Groups">
      <thead>
        <tr>
          <th className="w-2/5">Name</th>
          <th>Kept by</th>
          <th className="num">People</th>
          <th className="num">Grants</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.id}>
            <td className="clip" title={group.name}>
              <button
                type="button"
                onClick={() => onOpen(group.id)}
                className="max-w-full truncate rounded-sm font-medium hover:underline"
              >
                {group.name}
              </button>
              {group.description && <p className="truncate text-xs text-muted">{group.description}</p>}
            </td>
            <td>
              {group.source === 'local' ? <Badge>Assay</Badge> : <Badge tone="info">{group.source}</Badge>}
            </td>
            <td className="num">{group.members}</td>
            <td className="num">
              {group.grants === 0 ? (
                <span className="text-faint">none</span>
              ) : (
                <AppLink
                  href={`/access/grants?who=${encodeURIComponent(group.name)}&kind=group`}
                  className="hover:underline"
                >
                  {group.grants}
                </AppLink>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
