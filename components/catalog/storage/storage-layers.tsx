import { layerHref } from '@/components/shell/addresses'
import { shortDigest } from '@/lib/oci/digest'
import { ByteSize } from '../../ui/byte-size'
import { CopyButton } from '../../ui/copy-button'
import { DataTable } from '../../ui/data-table'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { SizeBar } from '../../ui/size-bar'
import type { Storage } from '../queries'

/** The layers that many images have in common, by what storing them once saves. */
export function StorageLayers({ registry, layers }: Pick<Storage, 'registry' | 'layers'>) {
  if (layers.length === 0) return null
  const most = layers[0]?.savedBytes ?? 0
  return (
    <Panel aria-label="Shared layers">
      <PanelHeader
        title="Layers shared most"
        description="By the bytes that storing each of them once saves, instead of once for every image."
      />
      <DataTable label="Layers shared most" isDense>
        <thead>
          <tr>
            <th>Layer</th>
            <th className="num">Size</th>
            <th className="num">Images</th>
            <th className="num max-sm:hidden">Repositories</th>
            <th className="num">Saved</th>
            <th className="w-28 max-md:hidden">
              <span className="sr-only">Saved, beside the others</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => (
            <tr key={layer.digest}>
              <td>
                <span className="flex items-center gap-1">
                  <AppLink
                    href={layerHref(registry, layer.digest)}
                    title={layer.digest}
                    className="text-link font-mono text-xs"
                  >
                    {shortDigest(layer.digest)}
                  </AppLink>
                  <CopyButton text={layer.digest} what="digest" />
                </span>
              </td>
              <td className="num">
                <ByteSize bytes={layer.size} />
              </td>
              <td className="num">{layer.images.toLocaleString('en')}</td>
              <td className="num max-sm:hidden">{layer.repositories.toLocaleString('en')}</td>
              <td className="num">
                <ByteSize bytes={layer.savedBytes} />
              </td>
              <td className="max-md:hidden">
                <SizeBar value={layer.savedBytes} max={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  )
}
