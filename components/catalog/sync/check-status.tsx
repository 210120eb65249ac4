'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Spinner } from '../../ui/spinner'
import { catalogQueries, type RepositoryAddress } from '../queries'

const ASK_EVERY_MS = 1_500

/** Says that the registry is being asked what changed, because somebody opened the page; then shows what did. */
export function CheckStatus({ address, isChecking }: { address: RepositoryAddress; isChecking: boolean }) {
  const [isWatching, setIsWatching] = useState(isChecking)
  const queries = useQueryClient()
  const router = useRouter()
  const { data, dataUpdatedAt } = useQuery({
    ...catalogQueries.repository(address),
    enabled: isWatching,
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
  })

  const [watchedFrom] = useState(() => Date.now())
  const isOver = isWatching && data?.isChecking === false && dataUpdatedAt > watchedFrom
  useEffect(() => {
    if (!isOver) return
    setIsWatching(false)
    void queries.invalidateQueries({ queryKey: catalogQueries.repositoryKey(address) })
    router.refresh()
  }, [isOver, queries, address, router])

  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-xs">
      {isWatching && (
        <>
          <Spinner /> checking…
        </>
      )}
    </span>
  )
}
