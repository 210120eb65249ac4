import { Layers } from 'lucide-react'
import { manifestHref } from '@/components/shell/addresses'
import type { Output } from '@/lib/api/client/api'
import { shortDigest } from '@/lib/oci/digest'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'

interface LayerHoldersProps {
  registry: string
  shared: Output<'sharedLayer'>
}

/** Which images hold a layer, in this registry and in others. */
export function LayerHolders({ registry, shared: { items, total } }: LayerHoldersProps) {
  const others = new Set(items.map((item) => item.registry))
  others.delete(registry)
  return (
    <Panel aria-label="Images with this layer">
      <PanelHeader title="Images with this layer" description={countText(items.length, total)} />
      {items.length === 0 ? (
        <EmptyState icon={<Layers aria-hidden="true" />} title="No image you may see holds this layer">
          Only what has been read into the index is known.
        </EmptyState>
      ) : (
        <DataTable label="Images with this layer" isDense>
          <thead>
            <tr>
              <th>Repository</th>
              <th>Tags</th>
              <th className="max-sm:hidden">Digest</th>
              {others.size > 0 && <th className="max-md:hidden">Registry</th>}
              <th className="max-sm:hidden">Created</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.registry} ${item.repository} ${item.digest}`}>
                <td className="clip w-1/2" title={item.repository}>
                  <AppLink
                    href={manifestHref(item.registry, item.repository, item.digest)}
                    className="font-medium hover:underline"
                  >
                    {item.repository}
                  </AppLink>
                </td>
                <td className="clip w-1/2 text-muted" title={item.tags.join('\n')}>
                  {item.tags.length > 0 ? item.tags.join(', ') : 'untagged'}
                </td>
                <td className="max-sm:hidden">
                  <code title={item.digest} className="font-mono text-xs">
                    {shortDigest(item.digest)}
                  </code>
                </td>
                {others.size > 0 && <td className="max-md:hidden">{item.registry}</td>}
                <td className="max-sm:hidden">
                  <RelativeTime at={item.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  )
}

function countText(shown: number, total: number): string {
  return total > shown ? `The first ${shown} of ${total.toLocaleString('en')}` : total.toLocaleString('en')
}
