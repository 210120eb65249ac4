import type { Metadata } from 'next'
import { EditLine } from '@/components/golden/line/edit-line'
import { contracts } from '@/lib/api/contracts'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { getLine } from '@/lib/golden/use-cases/lines'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ line: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await parseParams(contracts.getLine.params, params)
  const { name } = await orNotFound(getLine(await pageContext(), place))
  return { title: `Settings of ${name}` }
}

export default async function EditLinePage({ params }: Props) {
  const ctx = await pageContext()
  const { line } = await parseParams(contracts.getLine.params, params)
  const registries = await listRegistries(ctx)
  return <EditLine id={line} registries={registries.map(({ name }) => name)} />
}
