'use client'
import { Suspense } from 'react'
import { onDemand } from '../../ui/on-demand'
import { useAnchored } from '../../ui/use-anchored'

const SharedLayerPanel = onDemand(() =>
  import('./shared-layer-panel').then((module) => module.SharedLayerPanel),
)

interface SharedWithProps {
  registry: string
  digest: string
  sharedWith: { images: number; registries: number; isAtLeast: boolean }
}

/** How many other images hold a layer, and on request which. */
export function SharedWith({ registry, digest, sharedWith }: SharedWithProps) {
  const { anchor, close, button } = useAnchored('dialog', SharedLayerPanel)
  const { images, registries, isAtLeast } = sharedWith
  if (images === 0 && registries === 0) {
    return (
      <span className="text-faint" title="No other image that you may see holds it">
        only here
      </span>
    )
  }
  return (
    <>
      <button {...button} type="button" className="text-link rounded-sm">
        {images > 0 &&
          `${images.toLocaleString('en')}${isAtLeast ? '+' : ''} other ${images === 1 ? 'image' : 'images'}`}
        {images > 0 && registries > 0 && ', '}
        {registries > 0 && `${registries} other ${registries === 1 ? 'registry' : 'registries'}`}
      </button>
      <Suspense>
        {anchor && <SharedLayerPanel registry={registry} digest={digest} anchor={anchor} onClose={close} />}
      </Suspense>
    </>
  )
}
