'use client'

import { useQuery } from '@tanstack/react-query'
import { GOLDEN } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { FailedState } from '../../ui/failed-state'
import { Panel } from '../../ui/panel'
import { Skeleton } from '../../ui/skeleton'
import { goldenQueries } from '../queries'
import { LineForm } from './line-form'

/** The settings of a line that is there. */
export function EditLine({ id, registries }: { id: string; registries: readonly string[] }) {
  const query = useQuery(goldenQueries.line(id))
  const { data, error } = query
  if (data) return <LineForm key={data.revision} line={data} registries={registries} />
  return (
    <PageFrame
      title="Change line"
      width="narrow"
      crumbs={[{ label: 'Golden', href: GOLDEN }, { label: 'Line' }]}
    >
      {error ? (
        <Panel>
          <FailedState title="The line could not be loaded" query={query} />
        </Panel>
      ) : (
        <Skeleton className="h-60" />
      )}
    </PageFrame>
  )
}
