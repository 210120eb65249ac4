import { imageCrumbs } from '@/components/catalog/crumbs'
import { ImageView } from '@/components/catalog/image/image-view'
import { chooseTab, tabsOf } from '@/components/catalog/image/tabs'
import { UnreadManifest } from '@/components/catalog/image/unread-manifest'
import { KindBadge } from '@/components/catalog/kind-badge'
import { choosePlatform } from '@/components/catalog/tags/platforms'
import { ImageActions } from '@/components/cleanup/image-actions'
import { GoldenMarks } from '@/components/golden/golden-marks'
import { PageFrame } from '@/components/shell/page-frame'
import { Notice } from '@/components/ui/notice'
import { StaleBadge } from '@/components/ui/stale-badge'
import type { Context } from '@/lib/access/context'
import { presentRepositoryDetail } from '@/lib/api/presenters/catalog'
import { presentManifest } from '@/lib/api/presenters/manifest'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { missingIn } from '@/lib/cleanup/use-cases/find-missing'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { marksIn } from '@/lib/golden/use-cases/find-marks'
import { type Digest, parseDigest, shortDigest } from '@/lib/oci/digest'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { repositorySlug } from '@/lib/oci/slug'
import { orNotFound, orUpstreamFailure, pageContext } from '@/lib/server/page'
import { imageRights } from './image-rights'
import { TabContent } from './tab-content'

interface ImagePageProps {
  registry: string
  repository: RepositoryName
  digest: Digest
  /** The tag it was come to by; null when by its digest. */
  tag: TagName | null
  /** How often the tag was asked for by name; null when nobody knows. */
  tagPulls?: Presented['pulls']
  search: Readonly<Record<string, string | string[] | undefined>>
}

/** One manifest, by tag or by digest: an image, the images of an index, a chart, or what else was pushed. */
export async function ImagePage(props: ImagePageProps) {
  const { registry, repository, digest, tag, tagPulls, search } = props
  const ctx = await pageContext()
  const place = { registry, repository, digest }
  const answer = await orUpstreamFailure(orNotFound(getManifest(ctx, place)))
  const title = tag === null ? `${repository}@${shortDigest(digest)}` : `${repository}:${tag}`
  const crumbs = imageCrumbs({ registry, repository, name: tag ?? shortDigest(digest) })
  if (answer.kind === 'failed') {
    return (
      <PageFrame title={title} crumbs={crumbs}>
        <UnreadManifest {...answer} />
      </PageFrame>
    )
  }
  const manifest = presentManifest(answer.value, await marksIn(ctx, place, [digest]))
  const { id: registryId, url } = await getRegistry(ctx, registry)
  const { syncedAt, isStale } = presentRepositoryDetail(await getRepository(ctx, place))

  const missing = (await missingIn(ctx, place, [digest])).get(digest) ?? 0
  const { platform, image } = await chosenImage(ctx, place, { manifest, wanted: one(search.platform) })
  const tabs = tabsOf({ kind: manifest.kind, hasImage: image !== undefined, hasTag: tag !== null })
  const tab = chooseTab(tabs, one(search.tab))
  const history = tag === null ? null : { registry, repository, tag, cursor: one(search.cursor) }
  return (
    <PageFrame
      title={title}
      crumbs={crumbs}
      meta={
        <>
          <KindBadge kind={manifest.kind} {...(tag !== null && { tag })} />
          <GoldenMarks marks={manifest.golden} />
          <StaleBadge syncedAt={syncedAt} isStale={isStale} />
        </>
      }
      actions={
        <ImageActions
          {...{ registry, tag, digest }}
          repository={repositorySlug(repository)}
          can={imageRights(ctx.actor, { registryId, repository })}
        />
      }
    >
      {missing > 0 && (
        <Notice tone="danger" title="This image is not whole">
          The last check of the registry did not find {missing.toLocaleString('en')} of its parts, so pulling
          it fails. Clean-up, Storage says which and what can be done.
        </Notice>
      )}
      <ImageView {...{ manifest, tag, tagPulls, tabs, tab, platform }} registryUrl={url}>
        <TabContent {...{ ctx, tab, manifest }} image={image ?? manifest} history={history} />
      </ImageView>
    </PageFrame>
  )
}

type Presented = ReturnType<typeof presentManifest>
interface Place {
  registry: string
  repository: RepositoryName
}

/** The image an index is looked at through: that of the platform in the address, or the likeliest. */
async function chosenImage(
  ctx: Context,
  place: Place,
  index: { manifest: Presented; wanted: string | undefined },
) {
  const { manifest, wanted } = index
  if (manifest.kind !== 'index') return { platform: undefined, image: undefined }

  const runnable = manifest.entries.filter((entry) => entry.platform !== null && entry.isKnown)
  const platform = choosePlatform(
    runnable.flatMap((entry) => entry.platform ?? []),
    wanted,
  )
  const entry = runnable.find((candidate) => candidate.platform === platform)
  if (entry === undefined) return { platform, image: undefined }
  const digest = parseDigest(entry.digest)
  const detail = await orNotFound(getManifest(ctx, { ...place, digest }))
  return { platform, image: presentManifest(detail, await marksIn(ctx, place, [digest])) }
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
