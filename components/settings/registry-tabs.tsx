import {
  registryDockerSignInHref,
  registryNotificationsHref,
  registrySettingsHref,
  registryTrashHref,
} from '@/components/shell/addresses'
import { TabLinks } from '@/components/ui/tab-links'

/** The pages of one registry's settings. Some are only for who may read them. */
export function RegistryTabs({
  registry,
  canReadNotifications,
  canManage,
}: {
  registry: string
  canReadNotifications: boolean
  canManage: boolean
}) {
  const items = [
    { href: registrySettingsHref(registry), label: 'Connection', isExact: true },
    { href: registryTrashHref(registry), label: 'Trash' },
    ...(canReadNotifications ? [{ href: registryNotificationsHref(registry), label: 'Notifications' }] : []),
    ...(canManage ? [{ href: registryDockerSignInHref(registry), label: 'Docker sign-in' }] : []),
  ]
  return <TabLinks label={`Settings of ${registry}`} items={items} />
}
