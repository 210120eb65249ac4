'use client'

import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Panel, PanelHeader } from '../../ui/panel'
import { Select } from '../../ui/select'
import { Textarea } from '../../ui/textarea'
import type { GoldenPolicy } from '../queries'
import { RepositoryField } from './repository-field'
import type { LineDraft } from './use-line-actions'

export interface LinePartProps {
  draft: LineDraft
  put: (part: Partial<LineDraft>) => void
  /** Why the value at a JSON pointer was refused. */
  issueOf: (pointer: string) => string | undefined
}

interface LinePlaceProps extends LinePartProps {
  isNew: boolean
  registries: readonly string[]
  /** The one chosen. */
  policy: string
  policies: readonly GoldenPolicy[]
}

/** Of which repository a line is, what it is called, and by which policy it judges. */
export function LinePlace({ draft, isNew, registries, policy, policies, put, issueOf }: LinePlaceProps) {
  return (
    <Panel>
      <PanelHeader title="What it is of" />
      <div className="grid gap-4 p-4 sm:grid-cols-2">
        <Field label="Registry">
          <Select
            className="w-full [&_select]:w-full"
            value={draft.registry}
            disabled={!isNew}
            onChange={({ target }) => put({ registry: target.value })}
          >
            {registries.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
        <RepositoryField
          registry={draft.registry}
          value={draft.repository}
          disabled={!isNew}
          error={issueOf('/repository')}
          onChange={(repository) => put({ repository })}
          onLeave={() => draft.name === '' && put({ name: draft.repository.replaceAll('/', '-') })}
        />
        <Field
          label="Name"
          hint="What people mean when they say it, such as debian12-base."
          error={issueOf('/name')}
        >
          <Input
            value={draft.name}
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => put({ name: target.value })}
          />
        </Field>
        <Field label="Policy" hint="Candidates are judged by its newest version.">
          <Select
            className="w-full [&_select]:w-full"
            value={policy}
            onChange={({ target }) => put({ policy: target.value })}
          >
            {policies.map(({ id, name, latestVersion }) => (
              <option key={id} value={id}>
                {name} (version {latestVersion})
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Description" isOptional className="sm:col-span-2">
          <Textarea
            rows={2}
            maxLength={1000}
            value={draft.description}
            onChange={({ target }) => put({ description: target.value })}
          />
        </Field>
      </div>
    </Panel>
  )
}
