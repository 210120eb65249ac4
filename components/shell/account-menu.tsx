'use client'

import { BookOpen, CircleUser, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import type { AnchoredProps } from '@/components/ui/use-anchored'
import { signOut } from '@/lib/api/client/session'
import { SETTINGS_PROFILE } from './addresses'
import { useOverlays } from './overlay-context'
import { useTheme } from './use-theme'

/** What the one who is signed in can do about themselves. */
export function AccountMenu({ anchor, onClose }: AnchoredProps) {
  const { open } = useOverlays()
  const [theme, setTheme] = useTheme()

  return (
    <Menu anchor={anchor} onClose={onClose} label="Account" align="start" side="top" className="w-56">
      <MenuLink href={SETTINGS_PROFILE} icon={<CircleUser />}>
        Profile
      </MenuLink>
      <MenuLink href="/docs/api" icon={<BookOpen />}>
        API reference
      </MenuLink>
      <MenuItem icon={<Keyboard />} onClick={() => open('help')}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuChoice
        label="Appearance"
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: 'As the system', icon: <Monitor /> },
          { value: 'light', label: 'Light', icon: <Sun /> },
          { value: 'dark', label: 'Dark', icon: <Moon /> },
        ]}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onClick={leave}>
        Sign out
      </MenuItem>
    </Menu>
  )
}

async function leave(): Promise<void> {
  try {
    // A fresh page, so that nothing read before stays in memory.
    window.location.assign(await signOut())
  } catch {
    toast.failure('You are still signed in', { description: 'Assay could not be reached. Try again.' })
  }
}
