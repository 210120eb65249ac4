import type { Metadata } from 'next'
import { PolicyEditor } from '@/components/cleanup/retention/policy-editor'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'New retention policy' }

export default async function NewPolicyPage() {
  const registries = await listRegistries(await pageContext())
  return <PolicyEditor registries={registries.map(({ name }) => name)} />
}
