'use client'

import { useQuery } from '@tanstack/react-query'
import { FailedState } from '@/components/ui/failed-state'
import { Skeleton } from '@/components/ui/skeleton'
import { ArrivalPanel } from './arrival-panel'
import { ConfigurationPanel } from './configuration-panel'
import { DeadLetterPanel } from './dead-letter-panel'
import { notificationQueries } from './queries'
import { SecretPanel } from './secret-panel'

/** Whether a registry tells of its changes by itself, how to make it do so, and what it said that nobody understood. */
export function NotificationView({ registry }: { registry: string }) {
  const query = useQuery(notificationQueries.state(registry))
  const { data, error } = query
  if (!data) {
    return error ? (
      <FailedState title="The notifications could not be loaded" query={query} />
    ) : (
      <Skeleton className="w-1/2" />
    )
  }
  return (
    <div className="flex flex-col gap-6">
      <ArrivalPanel state={data} />
      <SecretPanel state={data} />
      <ConfigurationPanel url={data.url} />
      <DeadLetterPanel registry={registry} can={data.can.manage} count={data.deadLetters} />
    </div>
  )
}
