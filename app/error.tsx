'use client'

import { PageError } from '@/components/shell/page-error'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function RootError({ error, reset }: Props) {
  return (
    <main>
      <PageError digest={error.digest} onRetry={reset} />
    </main>
  )
}
