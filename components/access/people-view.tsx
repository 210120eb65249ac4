'use client'

import { useQuery } from '@tanstack/react-query'
import { Ban, CircleCheck, EllipsisVertical, KeyRound, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { FailedState } from '@/components/ui/failed-state'
import { IconButton } from '@/components/ui/icon-button'
import { createMenuHandle, MenuItem, MenuTrigger, RowMenu } from '@/components/ui/menu'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { NewPersonDialog } from './new-person-dialog'
import { PasswordDialog } from './password-dialog'
import { accessQueries, type User } from './queries'
import { RoleSelect } from './role-select'
import { useUpdateUser } from './use-update-user'

const rowMenu = createMenuHandle<User>()

type Asking = { kind: 'person' } | { kind: 'password'; user: User } | null

/** Everybody who may sign in: the whole page, since its button opens a dialog of its table. */
export function PeopleView({ selfName }: { selfName: string }) {
  const { data, error, refetch, isFetching } = useQuery(accessQueries.users())
  const [asking, setAsking] = useState<Asking>(null)
  const update = useUpdateUser()

  return (
    <PageFrame
      title="People"
      width="narrow"
      meta="Admins connect registries and manage people. Viewers browse and pull."
      actions={
        <Button
          variant="primary"
          icon={<UserPlus className="size-4" />}
          onClick={() => setAsking({ kind: 'person' })}
        >
          Add a person
        </Button>
      }
    >
      <Panel>
        {!data && !error && <SkeletonRows rows={3} />}
        {!data && error && (
          <FailedState
            title="The people could not be loaded"
            error={error}
            onRetry={() => refetch()}
            isRetrying={isFetching}
          />
        )}
        {data && <Rows users={data.items} selfName={selfName} />}
      </Panel>
      <RowMenu handle={rowMenu}>
        {(user) => (
          <>
            <MenuItem icon={<KeyRound />} onClick={() => setAsking({ kind: 'password', user })}>
              Set a new password…
            </MenuItem>
            <MenuItem
              icon={user.isDisabled ? <CircleCheck /> : <Ban />}
              disabledReason={user.name === selfName ? 'You cannot disable yourself.' : null}
              onClick={() => update.mutate({ user, change: { isDisabled: !user.isDisabled } })}
            >
              {user.isDisabled ? 'Enable' : 'Disable'}
            </MenuItem>
          </>
        )}
      </RowMenu>
      <NewPersonDialog isOpen={asking?.kind === 'person'} onClose={() => setAsking(null)} />
      <PasswordDialog
        user={asking?.kind === 'password' ? asking.user : null}
        onClose={() => setAsking(null)}
      />
    </PageFrame>
  )
}

function Rows({ users, selfName }: { users: readonly User[]; selfName: string }) {
  return (
    <DataTable label="People">
      <thead>
        <tr>
          <th>Name</th>
          <th>Role</th>
          <th>Status</th>
          <th className="max-md:hidden">Last sign-in</th>
          <th className="max-md:hidden">Added</th>
          <th className="w-12">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <td className="font-medium whitespace-nowrap">
              {user.name}
              {user.name === selfName && <span className="ml-2 text-xs font-normal text-faint">you</span>}
            </td>
            <td>
              <RoleSelect user={user} />
            </td>
            <td>
              {user.isDisabled ? (
                <Badge icon={<Ban aria-hidden="true" />}>Disabled</Badge>
              ) : (
                <Badge tone="ok" icon={<CircleCheck aria-hidden="true" />}>
                  Active
                </Badge>
              )}
            </td>
            <td className="max-md:hidden">
              <RelativeTime at={user.lastSignInAt} absent="never" />
            </td>
            <td className="max-md:hidden">
              <RelativeTime at={user.createdAt} />
            </td>
            <td className="text-right">
              <MenuTrigger
                handle={rowMenu}
                payload={user}
                render={<IconButton label={`Actions for ${user.name}`} size="sm" />}
              >
                <EllipsisVertical />
              </MenuTrigger>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
