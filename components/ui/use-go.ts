'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { isInternal } from './link'

/** Goes to a page of ours; addresses that lead elsewhere are ignored. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return useCallback(
    (href) => {
      if (isInternal(href)) router.push(href)
    },
    [router],
  )
}
