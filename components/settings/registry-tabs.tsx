import { registryNotificationsHref, registrySettingsHref } from '@/components/shell/addresses'
import { TabLinks } from '@/components/ui/tab-links'

/** The pages of one registry's settings. Some are only for who may read them. */
export function RegistryTabs({
  registry,
  canReadNotifications,
}: {
  registry: string
  canReadNotifications: boolean
}) {
  const items = [
    { href: registrySettingsHref(registry), label: 'Connection', isExact: true },
    ...(canReadNotifications ? [{ href: registryNotificationsHref(registry), label: 'Notifications' }] : []),
  ]
  return <TabLinks label={`Settings of ${registry}`} items={items} />
}
