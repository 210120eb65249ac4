'use client'

import { AppLink } from '@/components/ui/link'
import { explainHref } from './addresses'
import { useViewer } from './viewer'

interface WhyLinkProps {
  /** The answer of the server; nothing is shown where it says yes. */
  can: { allowed: boolean }
  /** `noun:verb`, as it is decided. */
  action: string
  registry: string
  /** A namespace or a repository; '' is the whole registry. */
  path: string
  /** What cannot be done, in words: “delete these tags”. */
  what: string
}

/** Leads from a button somebody may not use to what would let them. */
export function WhyLink({ can, action, registry, path, what }: WhyLinkProps) {
  const { id } = useViewer()
  if (can.allowed || id === '') return null
  return (
    <AppLink
      href={explainHref({ actor: id, action, registry, path })}
      className="rounded-sm text-xs text-muted underline decoration-dotted underline-offset-2 hover:text-ink"
    >
      Why?<span className="sr-only"> You may not {what}.</span>
    </AppLink>
  )
}
