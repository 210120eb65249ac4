'use client'

import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SNIPPETS, type SnippetName } from './snippets'

/** How a listener tells that a message is ours, and new. */
export function VerifyPanel() {
  const [name, setName] = useState<SnippetName>('node')
  return (
    <Panel>
      <PanelHeader
        title="Check the signature"
        description="Assay-Signature holds the second it was signed in and an HMAC-SHA256 of that second, a dot and the body. Refuse what is older than five minutes. Messages come at least once and in no promised order; the id in the body names what happened."
        actions={
          <SegmentedControl
            label="Language"
            value={name}
            options={SNIPPETS.map(({ name: value, label }) => ({ value, label }))}
            onChange={setName}
          />
        }
      />
      <div className="p-4">
        {SNIPPETS.filter((snippet) => snippet.name === name).map(({ label, code }) => (
          <CodeBlock key={label} text={code} what={`${label} code`} />
        ))}
      </div>
    </Panel>
  )
}
