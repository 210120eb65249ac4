'use client'

import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { useNow } from '@/components/ui/use-now'
import type { Refusal } from '@/lib/api/client/session'
import { signInErrorText, waitText } from './sign-in-error'

/** Why somebody was not let in, and where waiting helps, for how long still. */
export function RefusalNotice({ refusal }: { refusal: Refusal }) {
  const seconds = useSecondsLeft(refusal)
  const isWaiting = refusal.code === 'too-many-attempts' && seconds !== null
  return (
    <div role="alert">
      <Notice tone={refusal.code.startsWith('provider-') ? 'warn' : 'danger'}>
        {isWaiting ? <Wait seconds={seconds} /> : signInErrorText(refusal.code)}
      </Notice>
    </div>
  )
}

/** Read out once, not every second. */
function Wait({ seconds }: { seconds: number }) {
  if (seconds === 0) return 'You can try again now.'
  return (
    <>
      Too many attempts. Try again in{' '}
      <span aria-hidden="true" className="tabular-nums">
        {waitText(seconds)}
      </span>
      <span className="sr-only">a few minutes</span>.
    </>
  )
}

function useSecondsLeft({ retryAfterSeconds }: Refusal): number | null {
  const [until, setUntil] = useState<number | null>(null)
  useEffect(() => {
    setUntil(retryAfterSeconds === null ? null : Date.now() + retryAfterSeconds * 1000)
  }, [retryAfterSeconds])
  const now = useNow(until !== null)
  return until === null || now === 0 ? retryAfterSeconds : Math.max(0, Math.ceil((until - now) / 1000))
}
