'use client'

import { useQuery } from '@tanstack/react-query'
import { type RegistryList, registryQueries } from '@/components/settings/queries'

const NONE: RegistryList = { items: [], can: { create: { allowed: false, reason: null, grounds: [] } } }

/** The registries as the shell knows them, kept current; the console's layout seeds them. */
export function useRegistries(): RegistryList {
  return useQuery(registryQueries.list()).data ?? NONE
}
