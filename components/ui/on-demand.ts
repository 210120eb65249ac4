'use client'

import { type ComponentType, lazy, useEffect, useState } from 'react'

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const
const IDLE_TIMEOUT_MS = 2_000

let presence: Promise<void> | undefined

/** A component in a file of its own, fetched when it is first shown or, by `usePreload`, a moment before. */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return Object.assign(
    lazy(async () => ({ default: await load() })),
    { preload: load },
  )
}

/** Fetches what may soon be opened once somebody moves or types, so that opening it does not wait. */
export function usePreload(...parts: readonly { preload: () => Promise<unknown> }[]): void {
  const isSomebodyThere = usePresence()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts are constants of modules
  useEffect(() => {
    // What cannot be fetched now is asked for again when it is opened.
    if (isSomebodyThere) for (const part of parts) part.preload().catch(() => {})
  }, [isSomebodyThere])
}

/** Whether somebody has given a sign of being at this window, and the browser had a moment to spare since. */
export function usePresence(): boolean {
  const [isThere, setThere] = useState(false)
  useEffect(() => {
    let isMounted = true
    presence ??= firstSign()
    presence.then(() => isMounted && setThere(true))
    return () => {
      isMounted = false
    }
  }, [])
  return isThere
}

function firstSign(): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController()
    const seen = () => {
      listening.abort()
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: IDLE_TIMEOUT_MS })
      else setTimeout(resolve, 200)
    }
    for (const sign of SIGNS) {
      window.addEventListener(sign, seen, { passive: true, signal: listening.signal })
    }
  })
}
