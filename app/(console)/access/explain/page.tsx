import type { Metadata } from 'next'
import { ExplainView } from '@/components/access/explain/explain-view'
import { listExplainable } from '@/lib/access/use-cases/list-explainable'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Explain access' }

export default async function ExplainPage() {
  const ctx = await pageContext()
  const { actors, actions } = await listExplainable(ctx)
  const registries = (await listRegistries(ctx)).map(({ name }) => name)
  return <ExplainView actors={actors} actions={actions} registries={registries} />
}
