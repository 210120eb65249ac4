'use client'

import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { SegmentedControl } from '@/components/ui/segmented-control'
import type { Snippet } from './snippets'

/** What to set for one product among a few. */
export function SnippetPanel({ label, snippets }: { label: string; snippets: readonly Snippet[] }) {
  const [id, setId] = useState(snippets[0]?.id ?? '')
  const chosen = snippets.find((snippet) => snippet.id === id)
  if (chosen === undefined) return null
  return (
    <div className="flex flex-col gap-3">
      <div className="overflow-x-auto">
        <SegmentedControl
          label={label}
          value={id}
          onChange={setId}
          options={snippets.map(({ id: value, name }) => ({ value, label: name }))}
        />
      </div>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-muted">
        {chosen.steps.map((step) => (
          <li key={step} className="wrap-anywhere">
            {step}
          </li>
        ))}
        <li>Set these for Assay, and start it again.</li>
      </ol>
      <CodeBlock text={chosen.text} what={`settings for ${chosen.name}`} wrap />
    </div>
  )
}
