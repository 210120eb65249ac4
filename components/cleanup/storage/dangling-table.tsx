'use client'

import { manifestHref, repositoryHref } from '../../shell/addresses'
import { ByteSize } from '../../ui/byte-size'
import { Checkbox } from '../../ui/checkbox'
import { DataTable } from '../../ui/data-table'
import { DigestText } from '../../ui/digest-text'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import { type DanglingManifest, rowKey } from './queries'
import { WhyDangling } from './why-dangling'

interface DanglingTableProps {
  registry: string
  items: readonly DanglingManifest[]
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
}

export function DanglingTable({ registry, items, chosen, onChoose }: DanglingTableProps) {
  const removable = items.filter((item) => item.can.remove.allowed)
  const isAll = removable.length > 0 && removable.every((item) => chosen.has(rowKey(item)))
  const toggle = (item: DanglingManifest) => {
    const next = new Set(chosen)
    if (!next.delete(rowKey(item))) next.add(rowKey(item))
    onChoose(next)
  }
  return (
    <DataTable label="Dangling manifests" isDense>
      <thead>
        <tr>
          <th className="w-8">
            <Checkbox
              aria-label="Choose every one shown"
              checked={isAll}
              disabled={removable.length === 0}
              onChange={() => onChoose(isAll ? new Set() : new Set(removable.map(rowKey)))}
            />
          </th>
          <th>Manifest</th>
          <th>Why</th>
          <th className="num max-sm:hidden">Size</th>
          <th className="num" title="Reclaimable after garbage collection, if it alone is removed">
            Reclaimable
          </th>
          <th className="max-md:hidden">First seen</th>
          <th className="max-lg:hidden">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={rowKey(item)}>
            <td>
              <Checkbox
                aria-label={`Choose ${item.repository} ${item.digest}`}
                title={item.can.remove.reason ?? undefined}
                disabled={!item.can.remove.allowed}
                checked={chosen.has(rowKey(item))}
                onChange={() => toggle(item)}
              />
            </td>
            <td className="clip w-1/3">
              <AppLink
                href={repositoryHref(registry, item.repository)}
                title={item.repository}
                className="block truncate font-medium hover:underline"
              >
                {item.repository}
              </AppLink>
              <span className="flex items-center gap-2 text-muted">
                <DigestText
                  digest={item.digest}
                  href={manifestHref(registry, item.repository, item.digest)}
                />
                {item.kind ?? 'not read yet'}
                <span className="truncate max-md:hidden">{item.platforms.join(', ')}</span>
              </span>
            </td>
            <td className="max-w-72">
              <WhyDangling item={item} />
            </td>
            <td className="num max-sm:hidden">
              <ByteSize bytes={item.totalBytes} />
            </td>
            <td className="num">
              <ByteSize bytes={item.reclaimableBytes} />
            </td>
            <td className="max-md:hidden">
              <RelativeTime at={item.firstSeenAt} />
            </td>
            <td className="max-lg:hidden">
              <RelativeTime at={item.lastSeenAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
