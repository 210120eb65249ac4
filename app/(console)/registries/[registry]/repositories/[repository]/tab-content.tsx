import { Suspense } from 'react'
import { ChartView } from '@/components/catalog/image/chart-view'
import { ConfigView } from '@/components/catalog/image/config-view'
import { ContentsView } from '@/components/catalog/image/contents-view'
import { LayerHistoryView } from '@/components/catalog/image/layer-history-view'
import { RawDocument } from '@/components/catalog/image/raw-document'
import { ReferrersView } from '@/components/catalog/image/referrers-view'
import type { ImageTab } from '@/components/catalog/image/tabs'
import type { Manifest } from '@/components/catalog/queries'
import { ChecksView } from '@/components/golden/checks-view'
import { Skeleton } from '@/components/ui/skeleton'
import type { Context } from '@/lib/access/context'
import { presentLayerHistory } from '@/lib/api/presenters/manifest'
import { getLayerHistory } from '@/lib/catalog/use-cases/get-layer-history'
import { getRawConfig } from '@/lib/catalog/use-cases/get-raw-config'
import { getRawManifest } from '@/lib/catalog/use-cases/get-raw-manifest'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { repositorySlug } from '@/lib/oci/slug'
import { problemCodeOf } from '@/lib/server/problem'
import { publicOrigin } from '@/lib/server/public-origin'
import { TagHistory, type TagHistoryProps } from './tag-history'

interface TabContentProps {
  ctx: Context
  tab: ImageTab
  /** What the address names. */
  manifest: Manifest
  /** The image looked at: of an index the chosen child, else the same. */
  image: Manifest
  /** The tag it was come to by, whose history can be shown. */
  history: TagHistoryProps | null
}

/** What one tab shows. Only the tab in sight is read; what may ask the registry does not hold the page up. */
export async function TabContent({ ctx, tab, manifest, image, history }: TabContentProps) {
  switch (tab) {
    case 'layers':
      return <LayerHistoryView registry={image.registry} history={await historyOf(ctx, image)} />
    case 'config':
      return <ConfigView config={image.config} annotations={image.annotations} />
    case 'contents':
      return <ContentsView manifest={manifest} layers={(await historyOf(ctx, manifest)).layers} />
    case 'chart':
      return (
        <Suspense fallback={<Skeleton className="h-40" />}>
          <Chart ctx={ctx} manifest={manifest} />
        </Suspense>
      )
    case 'manifest':
      return (
        <Suspense fallback={<Skeleton className="h-80" />}>
          <Documents {...{ ctx, manifest, image }} />
        </Suspense>
      )
    case 'referrers':
      return <ReferrersView {...placeOf(manifest)} />
    case 'checks':
      return <Checks manifest={manifest} tag={history?.tag ?? null} />
    case 'history':
      return history && <TagHistory {...history} />
    case 'platforms':
      return null
  }
}

/** Of what the address names: the checks of an index look at all of its images. */
function Checks({ manifest, tag }: { manifest: Manifest; tag: string | null }) {
  const { registry, repository, digest } = manifest
  return (
    <ChecksView
      {...{ registry, digest, tag }}
      key={digest}
      repository={repositorySlug(repository)}
      url={publicOrigin()}
    />
  )
}

async function Chart({ ctx, manifest }: Pick<TabContentProps, 'ctx' | 'manifest'>) {
  const config = await orNull(getRawConfig(ctx, placeOf(manifest)))
  return <ChartView config={config?.body ?? null} />
}

async function Documents({ ctx, manifest, image }: Omit<TabContentProps, 'tab' | 'history'>) {
  const own = await orNull(getRawManifest(ctx, placeOf(manifest)))
  const isIndex = image.digest !== manifest.digest
  const child = isIndex ? await orNull(getRawManifest(ctx, placeOf(image))) : null
  const config = image.configDigest === null ? null : await orNull(getRawConfig(ctx, placeOf(image)))
  return (
    <div className="flex flex-col gap-4">
      {own && <RawDocument title={isIndex ? 'Index' : 'Manifest'} digest={manifest.digest} {...own} />}
      {child && <RawDocument title="Manifest of the platform" digest={image.digest} {...child} />}
      {config && image.configDigest !== null && (
        <RawDocument title="Config" digest={image.configDigest} {...config} />
      )}
    </div>
  )
}

async function historyOf(ctx: Context, manifest: Manifest) {
  return presentLayerHistory(await getLayerHistory(ctx, placeOf(manifest)))
}

function placeOf({ registry, repository, digest }: Manifest) {
  return { registry, repository: parseRepositoryName(repository), digest: parseDigest(digest) }
}

async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise
  } catch (error) {
    if (problemCodeOf(error) === 'not-found') return null
    throw error
  }
}
