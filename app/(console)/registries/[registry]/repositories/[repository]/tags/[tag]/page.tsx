import type { Metadata } from 'next'
import { UnreadableTag } from '@/components/catalog/image/unreadable-tag'
import { contracts } from '@/lib/api/contracts'
import { presentTagDetail } from '@/lib/api/presenters/catalog'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { missingIn } from '@/lib/cleanup/use-cases/find-missing'
import { marksIn } from '@/lib/golden/use-cases/find-marks'
import { parseDigest } from '@/lib/oci/digest'
import { orAbsent, pageContext, parseParams } from '@/lib/server/page'
import { ImagePage } from '../../image-page'
import { DeletedTagPage } from './deleted-tag-page'

interface Props {
  params: Promise<{ registry: string; repository: string; tag: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository, tag } = await parseParams(contracts.getTag.params, params)
  return { title: `${repository}:${tag}` }
}

export default async function TagPage({ params, searchParams }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getTag.params, params)
  const search = await searchParams
  const found = await orAbsent(getTag(ctx, place))
  if (found === undefined) return <DeletedTagPage {...place} cursor={search.cursor} />

  const tag = presentTagDetail(found, {
    marks: await marksIn(ctx, place, [found.digest]),
    missing: await missingIn(ctx, place, [found.digest]),
  })
  if (tag.digest === null) return <UnreadableTag {...place} problem={tag.problem} />
  const tagPulls = pullsOf(tag)
  return <ImagePage {...place} {...{ search, tagPulls }} digest={parseDigest(tag.digest)} />
}

function pullsOf({ pulls, pulledAt, pullsSince }: ReturnType<typeof presentTagDetail>) {
  return pulls === null || pullsSince === null ? null : { count: pulls, lastAt: pulledAt, since: pullsSince }
}
