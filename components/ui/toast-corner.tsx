'use client'

import { Suspense, useSyncExternalStore } from 'react'
import { onDemand, usePresence } from './on-demand'
import { isToastWaiting, onToastWaiting } from './toast'
import { useEver } from './use-ever'

const ToastRegion = onDemand(() => import('./toast-region').then((module) => module.ToastRegion))

/**
 * Where toasts are shown. Its machinery comes when somebody is there, so that it stands before the first toast and
 * assistive technology hears that one too, or at the latest with the first toast.
 */
export function ToastCorner() {
  const isWaiting = useSyncExternalStore(onToastWaiting, isToastWaiting, () => false)
  const isWanted = useEver(usePresence() || isWaiting)
  return <Suspense>{isWanted && <ToastRegion />}</Suspense>
}
