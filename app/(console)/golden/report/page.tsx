import type { Metadata } from 'next'
import { ReportView } from '@/components/golden/report/report-view'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Report of golden images' }

export default async function ReportPage() {
  const registries = await listRegistries(await pageContext())
  return <ReportView registries={registries.map(({ name }) => name)} />
}
