'use client'

import { useState } from 'react'
import { CodeBlock } from '../../ui/code-block'
import { formatBytes } from '../../ui/format-bytes'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { SegmentedControl } from '../../ui/segmented-control'
import type { Garbage } from './queries'

const PLATFORMS = { compose: 'Docker Compose', systemd: 'systemd', kubernetes: 'Kubernetes' } as const

/** How the operator of the registry collects its garbage, step by step, and what goes wrong. */
export function CollectionPanel({ garbage }: { garbage: Garbage }) {
  const { collection, reclaimableBytes } = garbage
  const [platform, choose] = useState(collection.recipes[0]?.platform ?? 'compose')
  const recipe = collection.recipes.find((one) => one.platform === platform)
  return (
    <Panel aria-label="Garbage collection">
      <PanelHeader
        title="Garbage collection"
        description={collection.explanation}
        actions={
          collection.recipes.length > 0 && (
            <SegmentedControl
              label="How the registry runs"
              value={platform}
              onChange={choose}
              options={collection.recipes.map((one) => ({
                value: one.platform,
                label: PLATFORMS[one.platform],
              }))}
            />
          )
        }
      />
      <div className="flex flex-col gap-4 p-4">
        <Notice tone="warn" title="Before you start">
          <ul className="list-disc pl-4">
            {collection.dangers.map((danger) => (
              <li key={danger}>{danger}</li>
            ))}
          </ul>
        </Notice>
        {recipe && (
          <ol className="flex flex-col gap-3">
            {recipe.steps.map(({ title, command }, at) => (
              <li key={title} className="flex flex-col gap-1.5">
                <p>
                  <span className="mr-1.5 text-faint tabular-nums">{at + 1}.</span>
                  {title}
                </p>
                {command !== null && <CodeBlock text={command} what={title} />}
              </li>
            ))}
          </ol>
        )}
        <p className="text-muted">
          {reclaimableBytes === null
            ? 'What it frees is not known.'
            : `Once everything listed above is removed it frees about ${formatBytes(reclaimableBytes)}, and what earlier deletions left behind.`}{' '}
          Verify the registry afterwards.
        </p>
      </div>
    </Panel>
  )
}
