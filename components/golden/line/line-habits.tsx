'use client'

import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Panel, PanelHeader } from '../../ui/panel'
import { Select } from '../../ui/select'
import type { LinePartProps } from './line-place'

const PINS_HINT =
  'Keeps them through a garbage collection that removes what is untagged, and adds tags to the repository. ' +
  'Turned off, those tags are removed by a job; where the registry does not delete they stay, and the job says why.'

/** What a line does by itself. */
export function LineHabits({ draft, put, issueOf }: LinePartProps) {
  return (
    <Panel>
      <PanelHeader title="What happens by itself" />
      <div className="flex flex-col gap-4 p-4">
        <Field
          label="Nominate tags that match"
          isOptional
          hint="A regular expression for a whole tag, such as \d+\.\d+\.\d+. Empty for never."
          error={issueOf('/tagPattern')}
        >
          <Input
            className="font-mono text-xs"
            value={draft.tagPattern}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => put({ tagPattern: target.value })}
          />
        </Field>
        <Field
          label="When a golden manifest is deleted at the registry"
          hint="Only while its version is in force or superseded. Who wants an image gone revokes it first."
        >
          <Select
            value={draft.onMissing}
            onChange={({ target }) => put({ onMissing: target.value === 'tell' ? 'tell' : 'put-back' })}
          >
            <option value="put-back">Put it back at once</option>
            <option value="tell">Tell, and wait for a person</option>
          </Select>
        </Field>
        <Checkbox
          label="Pin golden images with tags of their own"
          hint={PINS_HINT}
          checked={draft.hasPins}
          onChange={({ target }) => put({ hasPins: target.checked })}
        />
        <Checkbox
          label="Published"
          hint="Only then anything can be nominated. Publishing takes an owner."
          checked={draft.isPublished}
          onChange={({ target }) => put({ isPublished: target.checked })}
        />
      </div>
    </Panel>
  )
}
