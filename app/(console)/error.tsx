'use client'

import { PageError } from '@/components/shell/page-error'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function ConsoleError({ error, reset }: Props) {
  return <PageError digest={error.digest} onRetry={reset} />
}
