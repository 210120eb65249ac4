'use client'
import { Suspense } from 'react'
import { repositoryHref, storageHref } from '@/components/shell/addresses'
import { formatBytes } from '../../ui/format-bytes'
import { onDemand } from '../../ui/on-demand'
import { Panel, PanelHeader } from '../../ui/panel'
import { Skeleton } from '../../ui/skeleton'
import type { StorageNode } from '../queries'
import type { Tile } from './treemap'

const Treemap = onDemand(() => import('./treemap').then((module) => module.Treemap))

const HEIGHT_PX = 220

interface StorageSummaryProps {
  registries: readonly { registry: string; items: readonly StorageNode[] }[]
}

/** Storage by namespace, of every registry, at a glance. Nothing while nothing was added up. */
export function StorageSummary({ registries }: StorageSummaryProps) {
  const tiles = registries.flatMap(({ registry, items }): readonly Tile[] => {
    const boxes = items.map((item) => tileOf(registry, item))
    if (registries.length === 1) return boxes
    const area = boxes.reduce((sum, box) => sum + box.area, 0)
    const details = [['Namespaces', boxes.length.toLocaleString('en')]] as const
    return [
      {
        key: registry,
        label: registry,
        area,
        size: '',
        children: boxes,
        href: storageHref(registry),
        details,
      },
    ]
  })
  if (tiles.every((tile) => tile.area === 0)) return null
  return (
    <Panel aria-label="Storage by namespace">
      <PanelHeader
        title="Storage by namespace"
        description="A layer takes room in every box that holds it, so that boxes add up to more than what is stored."
      />
      <div className="p-3">
        <Suspense fallback={<Skeleton className="h-[220px]" />}>
          <Treemap label="Storage by namespace" tiles={tiles} height={HEIGHT_PX} />
        </Suspense>
      </div>
    </Panel>
  )
}

function tileOf(registry: string, node: StorageNode): Tile {
  const isNamespace = node.kind === 'namespace'
  return {
    key: `${registry} ${node.kind} ${node.path}`,
    label: isNamespace ? `${node.path}/` : node.path,
    area: node.totalBytes ?? node.areaBytes,
    size: formatBytes(node.totalBytes),
    children: [],
    href: isNamespace ? storageHref(registry, { namespace: node.path }) : repositoryHref(registry, node.path),
    details: [
      ['Total', formatBytes(node.totalBytes)],
      ['Unique', formatBytes(node.uniqueBytes)],
      ['Repositories', node.repositories.toLocaleString('en')],
      ['Tags', node.tags.toLocaleString('en')],
    ],
  }
}
