'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useTransition } from 'react'
import { isInternal } from './link'

/** Goes to a page of ours; addresses that lead elsewhere are ignored. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  useEffect(() => {
    if (!isPending) return
    const { dataset } = document.documentElement
    dataset.pagePending = ''
    return () => {
      delete dataset.pagePending
    }
  }, [isPending])

  return useCallback(
    (href) => {
      if (isInternal(href)) startTransition(() => router.push(href))
    },
    [router],
  )
}
