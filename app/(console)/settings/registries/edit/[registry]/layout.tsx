import type { ReactNode } from 'react'
import { RegistryTabs } from '@/components/settings/registry-tabs'
import { SETTINGS_REGISTRIES } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { can } from '@/lib/access/rules/can'
import { contracts } from '@/lib/api/contracts'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string }>
  children: ReactNode
}

export default async function RegistrySettingsLayout({ params, children }: Props) {
  const ctx = await pageContext()
  const { registry } = await parseParams(contracts.getRegistry.params, params)
  const { name, url } = await orNotFound(getRegistry(ctx, registry))
  return (
    <PageFrame
      title={name}
      width="narrow"
      crumbs={[{ label: 'Registries', href: SETTINGS_REGISTRIES }, { label: name }]}
      meta={<span className="font-mono text-xs">{url}</span>}
    >
      <RegistryTabs
        registry={name}
        canReadNotifications={can(ctx.actor, 'notification:read').allowed}
        canManage={can(ctx.actor, 'registry:manage').allowed}
      />
      {children}
    </PageFrame>
  )
}
