import { ByteSize } from '../../ui/byte-size'
import { DigestText } from '../../ui/digest-text'
import { withKeys } from '../../ui/with-keys'
import type { Layer } from '../queries'
import { weighLayers } from './layer-rows'
import { LayerSize } from './layer-size'
import { SharedWith } from './shared-with'

/** Layers or other blobs without the steps that made them, from the base up. */
export function LayerList({ registry, layers }: { registry: string; layers: readonly Layer[] }) {
  const weights = weighLayers(layers)
  if (layers.length === 0) return <p className="p-4 text-muted">It holds no blobs.</p>
  return (
    <table className="data-table table-fixed">
      <caption className="sr-only">Blobs from the base up</caption>
      <thead>
        <tr>
          <th className="num w-12">No.</th>
          <th>Digest</th>
          <th className="hidden md:table-cell">Media type</th>
          <th className="num w-28 sm:w-44">Size</th>
          <th className="num hidden w-28 lg:table-cell">Up to here</th>
          <th className="hidden w-36 sm:table-cell">Shared with</th>
        </tr>
      </thead>
      <tbody>
        {withKeys(layers, ({ digest }) => digest).map(({ key, item: layer }, index) => (
          <tr key={key}>
            <td className="num text-faint">{index + 1}</td>
            <td>
              <DigestText digest={layer.digest} />
            </td>
            <td className="clip hidden md:table-cell" title={layer.mediaType}>
              <code className="font-mono text-xs text-muted">{layer.mediaType}</code>
            </td>
            <td className="num">
              <LayerSize layer={layer} weight={weights[index] ?? null} />
            </td>
            <td className="num hidden text-muted lg:table-cell">
              <ByteSize bytes={weights[index]?.cumulative ?? null} />
            </td>
            <td className="hidden sm:table-cell">
              <SharedWith registry={registry} digest={layer.digest} sharedWith={layer.sharedWith} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
