'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { shortDigest } from '@/lib/oci/digest'
import { catalogQueries, type RepositoryAddress } from '../catalog/queries'
import { toast } from '../ui/toast'

export interface RetagWish {
  readonly tag: string
  readonly digest: string
  /** What the tag was seen to name, to be moved from there. */
  readonly seen?: string | undefined
  readonly reason: string
}

/** Points a tag at a digest of its repository. */
export function useRetag(address: RepositoryAddress, onDone?: () => void) {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: ({ tag, digest, seen, reason }: RetagWish) =>
      api('putTag', {
        params: { registry: address.registry, repository: address.repository, tag },
        body: { digest, ...(reason !== '' && { reason }) },
        ifMatch: seen,
      }),
    onSuccess: ({ digest, previous }, { tag }) => {
      const from = previous === null || previous === digest ? '' : `, before ${shortDigest(previous)}`
      toast.success(`${tag} names ${shortDigest(digest)} now${from}`)
      onDone?.()
      router.refresh()
    },
    onSettled: () => client.invalidateQueries({ queryKey: catalogQueries.repositoryKey(address) }),
  })
}

/** What a tag in the way names; null where nothing is in the way. */
export function inTheWay(error: unknown, tag: string): string | null {
  if (!error) return null
  const { code, facts } = problemOf(error)
  if (code !== 'precondition-required' && code !== 'tag-moved') return null
  return facts.tag === tag && typeof facts.digest === 'string' ? facts.digest : null
}
