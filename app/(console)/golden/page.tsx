import type { Metadata } from 'next'
import { LinesView } from '@/components/golden/line/lines-view'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden lines' }

export default async function LinesPage() {
  const registries = await listRegistries(await pageContext())
  return <LinesView registries={registries.map(({ name }) => name)} />
}
