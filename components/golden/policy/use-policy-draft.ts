'use client'

import { useState } from 'react'
import type { PolicyDraft } from './policy-draft'
import { readDraft } from './read-draft'

export type PolicyView = 'form' | 'text'

/** A policy written in a form or as text. Text that cannot be read stays in sight, and nothing stands in for it. */
export function usePolicyDraft(before: PolicyDraft) {
  const [draft, setDraft] = useState(before)
  const [text, setText] = useState<string | null>(null)
  const read = text === null ? null : readDraft(text)
  const fault = read?.kind === 'wrong' ? read.message : undefined

  const write = (next: string) => {
    setText(next)
    const now = readDraft(next)
    if (now.kind === 'draft') setDraft(now.draft)
  }
  /** To the form only with what it can show. */
  const show = (view: PolicyView) => {
    if (view === 'text') setText((current) => current ?? JSON.stringify(draft, null, 2))
    else if (fault === undefined) setText(null)
  }
  const view: PolicyView = text === null ? 'form' : 'text'
  return { draft, setDraft, text: text ?? '', fault, view, write, show }
}
