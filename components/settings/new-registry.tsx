'use client'

import { useQuery } from '@tanstack/react-query'
import { registrySettingsHref } from '@/components/shell/addresses'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { useGo } from '@/components/ui/use-go'
import { registryQueries } from './queries'
import { RegistryForm } from './registry-form'

export function NewRegistry() {
  const go = useGo()
  const { data } = useQuery(registryQueries.list())
  if (data && !data.can.create.allowed) return <Notice>{data.can.create.reason}</Notice>

  return (
    <RegistryForm
      registry={null}
      takenNames={data?.items.map((registry) => registry.name) ?? []}
      onSaved={(saved) => {
        toast.success(`${saved.name} connected`, { description: 'Indexing has started.' })
        go(registrySettingsHref(saved.name))
      }}
    />
  )
}
