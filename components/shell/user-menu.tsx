'use client'

import { BookOpen, CircleUser, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { SETTINGS_PROFILE } from './addresses'
import { useOverlays } from './overlay-context'
import { useTheme } from './use-theme'
import { useViewer } from './viewer'

/** Who is signed in, how it looks, and the way out. */
export function UserMenu() {
  const viewer = useViewer()
  const { open } = useOverlays()
  const [theme, setTheme] = useTheme()

  return (
    <Menu
      align="start"
      side="top"
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`${viewer.name}, ${viewer.role}. Account menu`}
          className="flex h-10 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover data-popup-open:bg-hover"
        >
          <span
            aria-hidden="true"
            className="flex size-6 items-center justify-center rounded-full bg-selected text-2xs font-semibold uppercase"
          >
            {viewer.name.slice(0, 2)}
          </span>
          <span className="min-w-0 flex-1 truncate font-medium">{viewer.name}</span>
          <span className="text-xs text-faint">{viewer.role}</span>
        </button>
      }
    >
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
    const { signOut } = await import('next-auth/react')
    await signOut({ callbackUrl: '/sign-in' })
  } catch {
    toast.failure('You are still signed in', { description: 'Assay could not be reached. Try again.' })
  }
}
