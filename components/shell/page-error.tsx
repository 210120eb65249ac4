'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'

interface PageErrorProps {
  /** What the server wrote into its log for this failure. */
  digest: string | undefined
  onRetry: () => void
}

/** A page that could not be made. The server's log knows why; the reader gets what names it there. */
export function PageError({ digest, onRetry }: PageErrorProps) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-20 text-center">
      <div className="mb-3 flex size-10 items-center justify-center rounded-lg bg-danger-soft text-danger">
        <TriangleAlert aria-hidden="true" className="size-5" />
      </div>
      <h1 className="font-semibold">This page could not be shown</h1>
      <p className="mt-1 max-w-md text-balance text-muted">
        Something failed on our side. Nothing was changed by it. Try again; if it stays, give an admin this
        number from the log.
      </p>
      {digest && <code className="mt-2 font-mono text-xs text-faint">{digest}</code>}
      <Button className="mt-4" icon={<RotateCw className="size-3.5" />} onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
