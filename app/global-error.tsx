'use client'

import { PageError } from '@/components/shell/page-error'
import './globals.css'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

/** Stands in for the whole document when even its frame could not be made. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="en">
      <body>
        <main>
          <title>Assay</title>
          <PageError digest={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  )
}
