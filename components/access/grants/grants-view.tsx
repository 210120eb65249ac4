'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Share2 } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { Panel } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useAddress } from '@/components/ui/use-address'
import { accessQueries, type GrantRole } from '../queries'
import { useGiveGrants, useTakeGrant } from '../use-grants'
import { GrantDialog } from './grant-dialog'
import { grantFilterState } from './grant-filter'
import { GrantList } from './grant-list'
import { GrantToolbar } from './grant-toolbar'
import { GrantMatrix } from './matrix'
import { buildMatrix, type Place, type Row } from './matrix-model'

interface GrantsViewProps {
  /** Registries and namespaces there are, with a grant or without. */
  places: readonly Place[]
  registries: readonly string[]
}

/** Who may what, where: as a matrix or as a list. */
export function GrantsView({ places, registries }: GrantsViewProps) {
  const query = useQuery(accessQueries.grants())
  const { data, error } = query
  const [filter, change] = useAddress(grantFilterState)
  const wanted = useDeferredValue(filter)
  const [isGiving, setGiving] = useState(false)
  const give = useGiveGrants()
  const take = useTakeGrant()

  const matrix = useMemo(() => data && buildMatrix(data, places, wanted), [data, places, wanted])
  const toggle = (row: Row, place: Place, role: GrantRole) => {
    const held = matrix?.cell(row, place).direct.find((grant) => grant.role === role)
    if (held) take.mutate(held)
    else give.mutate({ principals: [{ kind: row.kind, id: row.id }], scopes: [{ ...place }], role })
  }
  const clear = (row: Row, place: Place) => {
    for (const grant of matrix?.cell(row, place).direct ?? []) take.mutate(grant)
  }

  return (
    <PageFrame
      title="Grants"
      meta="A role on a registry, a namespace or a repository. It reaches everything below."
      actions={
        <Button variant="primary" icon={<Plus className="size-4" />} onClick={() => setGiving(true)}>
          Give grants
        </Button>
      }
    >
      <Panel className="overflow-hidden">
        <GrantToolbar
          filter={filter}
          onChange={change}
          count={
            matrix
              ? `${matrix.rows.length.toLocaleString('en')} by ${matrix.places.length.toLocaleString('en')} places`
              : ''
          }
        />
        {!data && !error && <SkeletonRows rows={8} />}
        {!data && error && <FailedState title="The grants could not be loaded" query={query} />}
        {data && matrix && isNothing(matrix) && (
          <EmptyState
            icon={<Share2 />}
            title={data.items.length === 0 ? 'Nobody has a grant yet' : 'Nothing fits'}
          >
            {data.items.length === 0
              ? 'Members see nothing until a grant says what. Give somebody a role on a namespace.'
              : 'No name, place or role fits what the filter says.'}
          </EmptyState>
        )}
        {data && matrix && !isNothing(matrix) && filter.view === 'matrix' && (
          <>
            <GrantMatrix matrix={matrix} onToggle={toggle} onClear={clear} />
            <KeyLegend />
          </>
        )}
        {data && matrix && !isNothing(matrix) && filter.view === 'list' && (
          <GrantList
            grants={data.items}
            matrix={matrix}
            role={wanted.role}
            onTake={(grant) => take.mutate(grant)}
          />
        )}
      </Panel>
      <GrantDialog
        isOpen={isGiving}
        onClose={() => setGiving(false)}
        registries={registries}
        places={places}
      />
    </PageFrame>
  )
}

function isNothing({ rows, places }: { rows: readonly unknown[]; places: readonly unknown[] }): boolean {
  return rows.length === 0 || places.length === 0
}

function KeyLegend() {
  return (
    <p className="border-t border-line px-3 py-2 text-xs text-muted max-sm:hidden">
      Arrows move · <kbd>V</kbd> <kbd>D</kbd> <kbd>M</kbd> <kbd>A</kbd> <kbd>O</kbd> give or take viewer,
      developer, maintainer, approver, owner · Enter opens · Delete clears · dashed comes from above or from a
      group
    </p>
  )
}
