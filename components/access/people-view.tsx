'use client'

import { useQuery } from '@tanstack/react-query'
import { Ban, CircleCheck, EllipsisVertical, UserPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { IconButton } from '@/components/ui/icon-button'
import { onDemand } from '@/components/ui/on-demand'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useAnchored } from '@/components/ui/use-anchored'
import { GrantedRoles } from './granted-roles'
import { NewLinkDialog } from './new-link-dialog'
import { NewPersonDialog } from './new-person-dialog'
import { type Allowed, accessQueries, type User } from './queries'
import { RoleSelect } from './role-select'

const PersonMenu = onDemand(() => import('./person-menu').then((module) => module.PersonMenu))

type Asking = { kind: 'person' } | { kind: 'link'; user: User } | null

interface PeopleViewProps {
  selfName: string
  canManage: Allowed
}

/** Everybody who may sign in: the whole page, since its button opens a dialog of its table. */
export function PeopleView({ selfName, canManage }: PeopleViewProps) {
  const query = useQuery(accessQueries.users())
  const { data, error } = query
  const [asking, setAsking] = useState<Asking>(null)

  return (
    <PageFrame
      title="People"
      meta="Members may do what their grants say, auditors read everything, admins do everything."
      actions={
        <GatedButton
          variant="primary"
          can={canManage}
          icon={<UserPlus className="size-4" />}
          onClick={() => setAsking({ kind: 'person' })}
        >
          Add a person
        </GatedButton>
      }
    >
      <Panel>
        {!data && !error && <SkeletonRows rows={3} />}
        {!data && error && <FailedState title="The people could not be loaded" query={query} />}
        {data && (
          <Rows
            users={data.items}
            selfName={selfName}
            canManage={canManage}
            onNewLink={(user) => setAsking({ kind: 'link', user })}
          />
        )}
      </Panel>
      <NewPersonDialog isOpen={asking?.kind === 'person'} onClose={() => setAsking(null)} />
      <NewLinkDialog user={asking?.kind === 'link' ? asking.user : null} onClose={() => setAsking(null)} />
    </PageFrame>
  )
}

interface RowsProps {
  users: readonly User[]
  selfName: string
  canManage: Allowed
  onNewLink: (user: User) => void
}

function Rows({ users, selfName, canManage, onNewLink }: RowsProps) {
  return (
    <DataTable label="People">
      <thead>
        <tr>
          <th>Name</th>
          <th>Role</th>
          <th className="max-sm:hidden">Granted</th>
          <th>Status</th>
          <th className="max-sm:hidden">Signs in by</th>
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
            <td>{canManage.allowed ? <RoleSelect user={user} /> : user.role}</td>
            <td className="max-sm:hidden">
              <GrantedRoles user={user} />
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
            <td className="text-muted max-sm:hidden">{SIGN_IN_BY[user.signInBy]}</td>
            <td className="max-md:hidden">
              <RelativeTime at={user.lastSignInAt} absent="never" />
            </td>
            <td className="max-md:hidden">
              <RelativeTime at={user.createdAt} />
            </td>
            <td className="text-right">
              {canManage.allowed && (
                <PersonActions user={user} isSelf={user.name === selfName} onNewLink={onNewLink} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

const SIGN_IN_BY = {
  password: 'Password',
  oidc: 'Provider',
  ldap: 'Directory',
  nothing: 'Invited',
} as const

interface PersonActionsProps {
  user: User
  isSelf: boolean
  onNewLink: (user: User) => void
}

function PersonActions(props: PersonActionsProps) {
  const { anchor, close, button } = useAnchored('menu', PersonMenu)
  return (
    <>
      <IconButton {...button} label={`Actions for ${props.user.name}`} size="sm">
        <EllipsisVertical />
      </IconButton>
      <Suspense>{anchor && <PersonMenu {...props} anchor={anchor} onClose={close} />}</Suspense>
    </>
  )
}
