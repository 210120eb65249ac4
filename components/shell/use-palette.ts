'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { catalogQueries } from '@/components/catalog/queries'
import { navigationFor } from './navigation'
import { foundGroups, type PaletteGroup, placeGroups } from './palette-items'
import { readRecent } from './recent-items'
import { useRegistries } from './use-registries'
import { useViewer } from './viewer'

const DEBOUNCE_MS = 120

interface PaletteState {
  readonly groups: readonly PaletteGroup[]
  readonly isSearching: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** Everything the palette shows for a query: what the index holds, then registries and places. */
export function usePalette(q: string): PaletteState {
  const settled = useDebounced(q.trim())
  const search = useQuery({
    ...catalogQueries.search({ q: settled }),
    enabled: settled !== '',
    placeholderData: (previous) => previous,
  })
  const pathname = usePathname()
  const { items: registries } = useRegistries()
  const viewer = useViewer()
  const [recent] = useState(readRecent)

  const groups = useMemo(() => {
    const names = registries.map((registry) => registry.name)
    const navigation = navigationFor(pathname, names, viewer).map(({ label, href }) => ({ label, href }))
    const places = placeGroups({ q, registries, navigation, below: viewer.places })
    if (q.trim() === '') return recent.length > 0 ? [{ title: 'Recent', items: recent }, ...places] : places
    return [...(search.data ? foundGroups(search.data) : []), ...places]
  }, [q, registries, pathname, viewer, recent, search.data])

  return {
    groups: withoutRepeats(groups),
    isSearching: q.trim() !== '' && (search.isFetching || q.trim() !== settled),
    error: settled === '' ? null : search.error,
    retry: () => void search.refetch(),
  }
}

/** A recent item may turn up again further down; once is enough. */
function withoutRepeats(groups: readonly PaletteGroup[]): readonly PaletteGroup[] {
  const seen = new Set<string>()
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => !seen.has(item.id) && Boolean(seen.add(item.id))),
    }))
    .filter((group) => group.items.length > 0)
}

function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
