'use client'

import { Ban, CircleCheck, KeyRound } from 'lucide-react'
import { Menu, MenuItem } from '@/components/ui/menu'
import type { AnchoredProps } from '@/components/ui/use-anchored'
import type { User } from './queries'
import { useUpdateUser } from './use-update-user'

interface PersonMenuProps extends AnchoredProps {
  user: User
  isSelf: boolean
  onNewPassword: (user: User) => void
}

/** What an admin can do about one person. */
export function PersonMenu({ anchor, onClose, user, isSelf, onNewPassword }: PersonMenuProps) {
  const update = useUpdateUser()
  return (
    <Menu anchor={anchor} onClose={onClose} label={`Actions for ${user.name}`}>
      <MenuItem icon={<KeyRound />} onClick={() => onNewPassword(user)}>
        Set a new password…
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
