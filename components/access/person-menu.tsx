'use client'

import { Ban, CircleCheck, Link2, LogOut } from 'lucide-react'
import { Menu, MenuItem } from '@/components/ui/menu'
import type { AnchoredProps } from '@/components/ui/use-anchored'
import type { User } from './queries'
import { useEndSessions } from './use-end-sessions'
import { useUpdateUser } from './use-update-user'

interface PersonMenuProps extends AnchoredProps {
  user: User
  isSelf: boolean
  onNewLink: (user: User) => void
}

/** What an admin can do about one person. */
export function PersonMenu({ anchor, onClose, user, isSelf, onNewLink }: PersonMenuProps) {
  const update = useUpdateUser()
  const endSessions = useEndSessions()
  return (
    <Menu anchor={anchor} onClose={onClose} label={`Actions for ${user.name}`}>
      <MenuItem icon={<Link2 />} disabledReason={noLinkReason(user)} onClick={() => onNewLink(user)}>
        {user.signInBy === 'nothing' ? 'New invitation link…' : 'Password link…'}
      </MenuItem>
      <MenuItem icon={<LogOut />} onClick={() => endSessions.mutate(user)}>
        Sign out everywhere
      </MenuItem>
      <MenuItem
        icon={user.isDisabled ? <CircleCheck /> : <Ban />}
        disabledReason={isSelf ? 'You cannot disable yourself.' : null}
        onClick={() => update.mutate({ user, change: { isDisabled: !user.isDisabled } })}
      >
        {user.isDisabled ? 'Enable' : 'Disable'}
      </MenuItem>
    </Menu>
  )
}

function noLinkReason(user: User): string | null {
  if (user.signInBy === 'oidc' || user.signInBy === 'ldap') return 'They have their password elsewhere.'
  return user.isDisabled ? 'Enable the account first.' : null
}
