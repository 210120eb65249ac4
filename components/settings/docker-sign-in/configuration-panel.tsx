'use client'

import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyField } from '@/components/ui/copy-field'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import type { DockerSignIn } from './queries'

/** Everything a registry has to be told, ready to be copied. */
export function ConfigurationPanel({ signIn }: { signIn: DockerSignIn }) {
  const fitting = signIn.configurations.filter(({ trust }) => trust === signIn.trust)
  const [wanted, setWanted] = useState<string>()
  const shown = fitting.find(({ title }) => title === wanted) ?? fitting[0]
  if (!shown) return null

  const isJwks = shown.trust === 'jwks'
  return (
    <Panel>
      <PanelHeader
        title="Set up the registry"
        description="Once, on the machine the registry runs on. Then restart it and probe again."
      />
      <div className="flex flex-col gap-4 p-4">
        {fitting.length > 1 && (
          <SegmentedControl
            label="Version of the registry"
            value={shown.title}
            onChange={setWanted}
            options={fitting.map(({ title }) => ({ value: title, label: shortTitle(title), title }))}
            className="self-start"
          />
        )}
        <Step number={1} title={isJwks ? 'Fetch the public keys' : 'Fetch the certificates'}>
          <CopyField text={shown.fetch} what="command" />
          <p className="text-xs text-muted">
            Anybody may read them; there is nothing secret in them.{' '}
            <ButtonLink
              href={`${signIn.realm}/${isJwks ? 'keys' : 'bundle'}`}
              size="sm"
              variant="ghost"
              icon={<Download className="size-3.5" />}
            >
              {isJwks ? 'assay-token.jwks.json' : 'assay-token.pem'}
            </ButtonLink>
          </p>
        </Step>
        <Step number={2} title="Put this into the registry’s configuration, in place of any other auth part">
          <CodeBlock text={shown.yaml} what="configuration" />
        </Step>
        <Step number={3} title="Restart the registry">
          <p className="text-muted">
            From then on it sends every client here first. Its clock may differ from the one of Assay by a
            minute at most.
          </p>
        </Step>
      </div>
    </Panel>
  )
}

function shortTitle(title: string): string {
  return title.replace(/ \(.*\)$/, '')
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5">
      <span
        aria-hidden="true"
        className="mt-px flex size-5 items-center justify-center rounded-full border border-line bg-sunken text-xs text-muted"
      >
        {number}
      </span>
      <div className="flex min-w-0 flex-col gap-2">
        <h3 className="font-medium">{title}</h3>
        {children}
      </div>
    </div>
  )
}
