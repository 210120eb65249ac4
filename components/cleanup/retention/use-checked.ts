'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '@/lib/api/client/api'
import type { PolicyDocument } from './queries'

const SETTLE_MS = 250

/** What the server makes of a policy that is being written, a moment after the last change. */
export function useChecked(
  draft: { readonly document: PolicyDocument } | { readonly text: string },
  schedule: { readonly cron: string; readonly timeZone: string },
) {
  const cron = schedule.cron.trim()
  const body = { ...draft, cron: cron === '' ? null : cron, timeZone: schedule.timeZone || 'UTC' }
  const written = JSON.stringify(body)
  const [asked, setAsked] = useState({ written, body })
  useEffect(() => {
    if (asked.written === written) return
    const timer = setTimeout(() => setAsked({ written, body: JSON.parse(written) }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [asked.written, written])
  return useQuery({
    queryKey: ['retention', 'check', asked.written],
    queryFn: ({ signal }) => api('checkRetentionPolicy', { body: asked.body, signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}
