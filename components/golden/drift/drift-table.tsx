'use client'

import { Suspense, useState } from 'react'
import { DataTable } from '../../ui/data-table'
import { onDemand, usePreload } from '../../ui/on-demand'
import type { Drift } from '../after-queries'
import { DriftRow } from './drift-row'

const RepairDialog = onDemand(() => import('./repair-dialog').then((module) => module.RepairDialog))

/** What drifted, what it should be and is, and putting it right. */
export function DriftTable({ items }: { items: readonly Drift[] }) {
  const [repairing, setRepairing] = useState<Drift | null>(null)
  usePreload(RepairDialog)
  return (
    <>
      <DataTable label="Drift">
        <thead>
          <tr>
            <th>What</th>
            <th>Version</th>
            <th className="max-lg:hidden">Should be → is</th>
            <th className="max-sm:hidden">Since</th>
            <th>
              <span className="sr-only">Repair</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <DriftRow key={item.id} item={item} onRepair={() => setRepairing(item)} />
          ))}
        </tbody>
      </DataTable>
      <Suspense>
        {repairing && <RepairDialog drift={repairing} onClose={() => setRepairing(null)} />}
      </Suspense>
    </>
  )
}
