'use client'
import { lazy, Suspense, useState } from 'react'

const SharedLayerPanel = lazy(() => import('./shared-layer-panel'))

interface SharedWithProps {
  registry: string
  digest: string
  sharedWith: { images: number; repositories: number }
}

/** How many other images hold a layer, and on request which. */
export function SharedWith({ registry, digest, sharedWith }: SharedWithProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { images } = sharedWith
  if (images === 0) return <span className="text-faint">only here</span>
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        className="text-link rounded-sm"
      >
        {images.toLocaleString('en')} other {images === 1 ? 'image' : 'images'}
      </button>
      <Suspense>
        {anchor && (
          <SharedLayerPanel
            registry={registry}
            digest={digest}
            anchor={anchor}
            onClose={() => setAnchor(null)}
          />
        )}
      </Suspense>
    </>
  )
}
