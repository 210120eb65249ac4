import type { Metadata } from 'next'
import { LayerHolders } from '@/components/catalog/image/layer-holders'
import { registryHref } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { contracts } from '@/lib/api/contracts'
import { presentSharedLayer } from '@/lib/api/presenters/manifest'
import { listImagesWithLayer } from '@/lib/catalog/use-cases/list-images-with-layer'
import { shortDigest } from '@/lib/oci/digest'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string; digest: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { digest } = await parseParams(contracts.sharedLayer.params, params)
  return { title: `Layer ${shortDigest(digest)}` }
}

export default async function LayerPage({ params }: Props) {
  const ctx = await pageContext()
  const { registry, digest } = await parseParams(contracts.sharedLayer.params, params)
  const shared = presentSharedLayer(await orNotFound(listImagesWithLayer(ctx, { registry, digest })))

  return (
    <PageFrame
      title={`Layer ${shortDigest(digest)}`}
      crumbs={[{ label: registry, href: registryHref(registry) }, { label: shortDigest(digest) }]}
      meta={<code className="font-mono text-xs wrap-anywhere">{digest}</code>}
    >
      <LayerHolders registry={registry} shared={shared} />
    </PageFrame>
  )
}
