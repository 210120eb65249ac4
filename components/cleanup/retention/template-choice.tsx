'use client'

import { Panel, PanelHeader } from '../../ui/panel'
import type { PolicyDocument } from './queries'
import { TEMPLATES } from './templates'

/** Policies to start from. */
export function TemplateChoice({ onChoose }: { onChoose: (document: PolicyDocument) => void }) {
  return (
    <Panel>
      <PanelHeader title="Start from" description="Or write your own rules below." />
      <ul className="grid sm:grid-cols-2">
        {TEMPLATES.map(({ id, title, says, document }) => (
          <li key={id} className="border-line not-last:border-b sm:odd:border-r sm:nth-last-2:border-b-0">
            <button
              type="button"
              onClick={() => onChoose(document)}
              className="flex h-full w-full flex-col gap-1 p-4 text-left hover:bg-selected"
            >
              <span className="font-medium">{title}</span>
              <span className="text-xs text-muted">{says}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
