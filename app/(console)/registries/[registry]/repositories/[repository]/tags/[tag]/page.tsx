import type { Metadata } from 'next'
import { UnreadableTag } from '@/components/catalog/image/unreadable-tag'
import { contracts } from '@/lib/api/contracts'
import { presentTagDetail } from '@/lib/api/presenters/catalog'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { parseDigest } from '@/lib/oci/digest'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'
import { ImagePage } from '../../image-page'

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
  const tag = presentTagDetail(await orNotFound(getTag(ctx, place)))

  if (tag.digest === null) return <UnreadableTag {...place} problem={tag.problem} />
  return <ImagePage {...place} digest={parseDigest(tag.digest)} search={await searchParams} />
}
