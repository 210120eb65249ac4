'use client'
import { useAddress } from '../../ui/use-address'
import type { TagFilter } from '../queries'
import { firstDirection } from '../table/first-direction'
import { tagFilterState, tagSort } from './tag-filter'

/** The tag table's filter and how to change it. */
export function useTagFilter() {
  const [filter, change] = useAddress(tagFilterState)
  return {
    filter,
    change: (part: Partial<Omit<TagFilter, 'sort'>>) => change(part),
    sortBy: (sort: string) => change({ sort: tagSort(firstDirection(filter.sort, sort)) }),
    clear: () => change({ q: '', platform: null, kind: null, digest: null }),
  }
}
