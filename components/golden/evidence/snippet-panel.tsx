'use client'

import { useState } from 'react'
import { ACCESS_TOKENS } from '../../shell/addresses'
import { CodeBlock } from '../../ui/code-block'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { SegmentedControl } from '../../ui/segmented-control'
import { CI_SYSTEMS, type CiSystem, snippetOf } from './snippets'

interface SnippetPanelProps {
  /** Where Assay is reached. */
  url: string
  registry: string
  repository: string
}

/** How CI sends its reports: to copy, with everything of this repository filled in. */
export function SnippetPanel(place: SnippetPanelProps) {
  const [system, setSystem] = useState<CiSystem>('github')
  const label = CI_SYSTEMS.find(({ name }) => name === system)?.label ?? ''
  return (
    <Panel>
      <PanelHeader
        title="Evidence from CI"
        description="About the digest that was pushed: tests, scans, SBOM, VEX, lint."
        actions={
          <SegmentedControl
            label="System"
            value={system}
            onChange={setSystem}
            options={CI_SYSTEMS.map(({ name, label }) => ({ value: name, label }))}
            className="overflow-x-auto"
          />
        }
      />
      <div className="flex flex-col gap-3 p-4">
        <CodeBlock text={snippetOf(system, place)} what={`step for ${label}`} />
        <p className="text-xs text-muted">
          Make an{' '}
          <AppLink href={ACCESS_TOKENS} className="text-link">
            API token
          </AppLink>{' '}
          that may add evidence to {place.repository} and nothing else, and keep it in the secrets of the
          system. Sending the same report twice changes nothing.
        </p>
      </div>
    </Panel>
  )
}
