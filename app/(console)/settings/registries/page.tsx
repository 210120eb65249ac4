import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { RegistryTable } from '@/components/settings/registry-table'
import { SETTINGS_NEW_REGISTRY } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { ButtonLink } from '@/components/ui/button-link'
import { can } from '@/lib/access/rules/can'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Registries' }

export default async function RegistriesPage() {
  const { actor } = await pageContext()
  const mayAdd = can(actor, 'registry:manage').allowed
  return (
    <PageFrame
      title="Registries"
      width="narrow"
      meta="What Assay is connected to. It reads from them and keeps an index; your registries stay as they are."
      actions={
        mayAdd && (
          <ButtonLink href={SETTINGS_NEW_REGISTRY} variant="primary" icon={<Plus className="size-4" />}>
            Add a registry
          </ButtonLink>
        )
      }
    >
      <RegistryTable />
    </PageFrame>
  )
}
