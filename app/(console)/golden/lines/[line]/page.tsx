import type { Metadata } from 'next'
import { LineView } from '@/components/golden/line/line-view'
import { contracts } from '@/lib/api/contracts'
import { pageContext, parseParams } from '@/lib/server/page'
import { publicOrigin } from '@/lib/server/public-origin'

export const metadata: Metadata = { title: 'Golden line' }

export default async function LinePage({ params }: { params: Promise<{ line: string }> }) {
  await pageContext()
  const { line } = await parseParams(contracts.getLine.params, params)
  return <LineView id={line} url={publicOrigin()} />
}
