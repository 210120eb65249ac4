'use client'
import { useState } from 'react'
import { CopyField } from '../../ui/copy-field'
import { Panel, PanelHeader } from '../../ui/panel'
import { SegmentedControl } from '../../ui/segmented-control'
import { pullChoices } from '../pull-choices'

interface PullCommandsProps {
  registryUrl: string
  repository: string
  tag: string | null
  digest: string
  kind: string
}

/** What to type to pull this, with the engine one uses. */
export function PullCommands(target: PullCommandsProps) {
  const choices = pullChoices(target)
  const [tool, setTool] = useState(choices[0]?.tool ?? '')
  const command = choices.find((candidate) => candidate.tool === tool)
  return (
    <Panel aria-label="Pull">
      <PanelHeader
        title="Pull"
        actions={
          <SegmentedControl
            label="Tool"
            value={tool}
            onChange={setTool}
            options={choices.map((choice) => ({ value: choice.tool, label: choice.tool }))}
          />
        }
      />
      <div className="flex flex-col gap-3 p-4">
        {command?.byTag && (
          <div>
            <p className="mb-1 text-xs text-muted">By tag, whatever it names then</p>
            <CopyField text={command.byTag} what="pull command by tag" />
          </div>
        )}
        {command?.byDigest && (
          <div>
            <p className="mb-1 text-xs text-muted">By digest, always these bytes</p>
            <CopyField text={command.byDigest} what="pull command by digest" />
          </div>
        )}
      </div>
    </Panel>
  )
}
