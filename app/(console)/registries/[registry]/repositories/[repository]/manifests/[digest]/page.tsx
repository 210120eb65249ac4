import type { Metadata } from 'next'
import { contracts } from '@/lib/api/contracts'
import { shortDigest } from '@/lib/oci/digest'
import { parseParams } from '@/lib/server/page'
import { ImagePage } from '../../image-page'

interface Props {
  params: Promise<{ registry: string; repository: string; digest: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository, digest } = await parseParams(contracts.getManifest.params, params)
  return { title: `${repository}@${shortDigest(digest)}` }
}

export default async function ManifestPage({ params, searchParams }: Props) {
  const place = await parseParams(contracts.getManifest.params, params)
  return <ImagePage {...place} tag={null} search={await searchParams} />
}
