'use client'

import { useLinkStatus } from 'next/link'

/** Marks the document while the page of a link is on its way; `globals.css` then draws the line at the top. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  return pending && <span hidden data-page-pending="" />
}
