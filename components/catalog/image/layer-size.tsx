import { ByteSize } from '../../ui/byte-size'
import { SizeBar } from '../../ui/size-bar'
import type { Layer } from '../queries'
import type { Weight } from './layer-rows'

/** A layer's size, with a bar against the image's largest layer. */
export function LayerSize({ layer, weight }: { layer: Layer; weight: Weight | null }) {
  return (
    <span className="inline-flex w-full items-center justify-end gap-2.5">
      {weight && (
        <span className="hidden sm:block" title={`${Math.round(weight.part * 100)} % of all layers`}>
          <SizeBar value={weight.share} max={1} />
        </span>
      )}
      <ByteSize bytes={layer.size} className="min-w-16 text-right" />
    </span>
  )
}
