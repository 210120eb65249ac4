'use client'

interface PageErrorProps {
  /** What the server wrote into its log for this failure. */
  digest: string | undefined
  onRetry: () => void
}

/**
 * A page that could not be made. The server's log knows why; the reader gets what names it there. Every page carries
 * this three times, so it brings neither icons nor other components.
 */
export function PageError({ digest, onRetry }: PageErrorProps) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-20 text-center">
      <div
        aria-hidden="true"
        className="mb-3 flex size-10 items-center justify-center rounded-lg bg-danger-soft text-lg font-semibold text-danger"
      >
        !
      </div>
      <h1 className="font-semibold">This page could not be shown</h1>
      <p className="mt-1 max-w-md text-balance text-muted">
        Something failed on our side. Nothing was changed by it. Try again; if it stays, give an admin this
        number from the log.
      </p>
      {digest && <code className="mt-2 font-mono text-xs text-faint">{digest}</code>}
      <button
        type="button"
        onClick={onRetry}
        className="mt-4 inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 font-medium shadow-control hover:bg-hover"
      >
        Try again
      </button>
    </div>
  )
}
