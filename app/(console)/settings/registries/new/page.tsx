import type { Metadata } from 'next'
import { NewRegistry } from '@/components/settings/new-registry'
import { SETTINGS_REGISTRIES } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Add a registry' }

export default async function NewRegistryPage() {
  await pageContext()
  return (
    <PageFrame
      title="Add a registry"
      width="narrow"
      crumbs={[{ label: 'Registries', href: SETTINGS_REGISTRIES }, { label: 'Add' }]}
      meta="Assay asks the registry what it supports before anything is stored, and starts indexing right after."
    >
      <NewRegistry />
    </PageFrame>
  )
}
