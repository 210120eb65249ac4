'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useState } from 'react'
import { type AddressState, changeSearch } from './address-state'

/** State in the address and how to change it: at once on the page, then in the address, without asking the server. */
export function useAddress<State extends object>(state: AddressState<State>) {
  const search = useSearchParams().toString()
  const [current, setCurrent] = useState(() => readFrom(state, search))
  // The address moved without us: back, forward, a link.
  if (current.search !== search) setCurrent(readFrom(state, search))

  const change = useCallback(
    (part: Partial<State>, how: 'replace' | 'push' = 'replace') => {
      setCurrent((before) => ({ ...before, values: { ...before.values, ...part } }))
      const { pathname, search: now, hash } = window.location
      const address = `${pathname}${changeSearch(state, now, part)}${hash}`
      if (how === 'push') window.history.pushState(null, '', address)
      else window.history.replaceState(null, '', address)
    },
    [state],
  )
  return [current.values, change] as const
}

function readFrom<State extends object>(state: AddressState<State>, search: string) {
  return { search, values: state.read(new URLSearchParams(search)) }
}
