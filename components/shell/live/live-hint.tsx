'use client'

import { CloudOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { liveState, onLiveState } from '@/lib/api/client/live-state'

/** Says that this window does not hear of changes by itself. Nothing while it does. */
export function LiveHint() {
  const state = useSyncExternalStore(onLiveState, liveState, () => 'starting' as const)
  if (state !== 'polling') return null
  return (
    <p
      role="status"
      title="The connection that tells of changes does not hold. What you see is asked for anew every 15 seconds."
      className="flex items-center gap-1.5 px-4 pb-2 text-xs text-muted"
    >
      <CloudOff aria-hidden="true" className="size-3.5 shrink-0" />
      Not live, checking every 15 s
    </p>
  )
}
