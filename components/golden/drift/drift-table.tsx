'use client'

import { Suspense, useState } from 'react'
import { isDigest, shortDigest } from '@/lib/oci/digest'
import { lineHref, versionHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { DataTable } from '../../ui/data-table'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { onDemand, usePreload } from '../../ui/on-demand'
import { RelativeTime } from '../../ui/relative-time'
import type { Drift } from '../after-queries'
import { driftTitle } from './drift-words'

const RepairDialog = onDemand(() => import('./repair-dialog').then((module) => module.RepairDialog))

const RESOLUTIONS = {
  'by-itself': 'true again',
  repaired: 'repaired',
  'no-longer-golden': 'no longer golden',
} as const

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
            <tr key={item.id}>
              <td className="max-w-0 min-w-48">
                <span className="block font-medium">{driftTitle(item.kind)}</span>
                <span className="block truncate text-xs text-muted" title={item.detail}>
                  {item.detail}
                </span>
              </td>
              <td className="w-52 max-w-52">
                <AppLink
                  href={versionHref(item.version.id)}
                  title={item.version.name}
                  className="block truncate hover:underline"
                >
                  {item.version.name}
                </AppLink>
                <AppLink
                  href={lineHref(item.line.id)}
                  title={item.line.name}
                  className="block truncate text-xs text-muted hover:underline"
                >
                  {item.line.name}
                </AppLink>
              </td>
              <td className="w-64 max-lg:hidden">
                <span className="font-mono text-xs">
                  {shown(item.expected)} → {shown(item.found)}
                </span>
              </td>
              <td className="w-32 max-sm:hidden">
                <RelativeTime at={item.detectedAt} />
                <span className="block text-xs text-muted">{item.learnedBy}</span>
              </td>
              <td className="w-28 text-right whitespace-nowrap">
                <State item={item} onRepair={() => setRepairing(item)} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Suspense>
        {repairing && <RepairDialog drift={repairing} onClose={() => setRepairing(null)} />}
      </Suspense>
    </>
  )
}

function State({ item, onRepair }: { item: Drift; onRepair: () => void }) {
  const { resolution, repair, can, resolvedAt, version } = item
  if (resolvedAt !== null) return <Badge tone="ok">{RESOLUTIONS[resolution ?? 'by-itself']}</Badge>
  if (repair === null) {
    return (
      <AppLink href={versionHref(version.id)} className="text-link text-xs">
        needs a decision
      </AppLink>
    )
  }
  return (
    <GatedButton size="sm" can={can.repair} onClick={onRepair}>
      Repair…
    </GatedButton>
  )
}

function shown(text: string | null): string {
  if (text === null) return 'nothing'
  return isDigest(text) ? shortDigest(text) : text
}
