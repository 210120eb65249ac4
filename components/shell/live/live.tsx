'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Keeps this window up to date. What does it is fetched after the page stands, and never in its way. */
export function Live({ after }: { after: number }) {
  const client = useQueryClient()
  const router = useRouter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the window began; later the connection knows better
  useEffect(() => {
    let stop: (() => void) | undefined
    let isGone = false
    const parts = { client, after, refreshPage: router.refresh, path: () => window.location.pathname }
    import('./connection').then(
      ({ keepLive }) => {
        if (!isGone) stop = keepLive(parts)
      },
      // Without it the page is as it was when it was opened, and asks anew when it is looked at.
      () => {},
    )
    return () => {
      isGone = true
      stop?.()
    }
  }, [client, router])
  return null
}
