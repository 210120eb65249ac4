import type { ReactNode } from 'react'
import {
  SETTINGS_PROFILE,
  SETTINGS_REGISTRIES,
  SETTINGS_SIGN_IN,
  SETTINGS_WEBHOOKS,
} from '@/components/shell/addresses'
import { TabLinks } from '@/components/ui/tab-links'
import { can } from '@/lib/access/rules/can'
import { pageContext } from '@/lib/server/page'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext()
  const items = [
    ...(can(actor, 'registry:list').allowed ? [{ href: SETTINGS_REGISTRIES, label: 'Registries' }] : []),
    ...(can(actor, 'webhook:list').allowed ? [{ href: SETTINGS_WEBHOOKS, label: 'Webhooks' }] : []),
    ...(can(actor, 'sign-in:read').allowed ? [{ href: SETTINGS_SIGN_IN, label: 'Sign-in' }] : []),
    { href: SETTINGS_PROFILE, label: 'Profile' },
  ]
  return (
    <>
      <div className="mx-auto w-full max-w-[1040px] px-4 pt-3 sm:px-6">
        <TabLinks label="Settings" items={items} />
      </div>
      {children}
    </>
  )
}
