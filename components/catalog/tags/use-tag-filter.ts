'use client'
import { debounce, useQueryStates } from 'nuqs'
import type { TagFilter } from '../queries'
import { firstDirection } from '../table/first-direction'
import { tagFilterParsers } from './tag-filter'

const TYPING_MS = 250

/** The tag table's filter and how to change it. Typing reaches the address, and so the API, when it pauses. */
export function useTagFilter() {
  const [filter, setFilter] = useQueryStates(tagFilterParsers, { history: 'replace', shallow: true })
  return {
    filter,
    change: (part: Partial<Omit<TagFilter, 'sort'>>) => setFilter(part),
    sortBy: (sort: string) =>
      setFilter({ sort: tagFilterParsers.sort.parse(firstDirection(filter.sort, sort)) }),
    type: (q: string) => setFilter({ q }, q === '' ? {} : { limitUrlUpdates: debounce(TYPING_MS) }),
    clear: () => setFilter({ q: null, platform: null, kind: null, digest: null }),
  }
}
