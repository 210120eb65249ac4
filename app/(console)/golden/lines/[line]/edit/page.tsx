import type { Metadata } from 'next'
import { EditLine } from '@/components/golden/line/line-form'
import { contracts } from '@/lib/api/contracts'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Settings of a golden line' }

export default async function EditLinePage({ params }: { params: Promise<{ line: string }> }) {
  const ctx = await pageContext()
  const { line } = await parseParams(contracts.getLine.params, params)
  const registries = await listRegistries(ctx)
  return <EditLine id={line} registries={registries.map(({ name }) => name)} />
}
