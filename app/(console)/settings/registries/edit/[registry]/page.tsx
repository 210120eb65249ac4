import type { Metadata } from 'next'
import { RegistryEditor } from '@/components/settings/registry-editor'
import { contracts } from '@/lib/api/contracts'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).registry} settings` }
}

export default async function RegistrySettingsPage({ params }: Props) {
  const ctx = await pageContext()
  const { registry } = await parseParams(contracts.getRegistry.params, params)
  const { name } = await orNotFound(getRegistry(ctx, registry))
  return <RegistryEditor name={name} />
}
