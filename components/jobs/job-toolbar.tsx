'use client'

import { useRegistries } from '@/components/shell/use-registries'
import { Select } from '@/components/ui/select'
import { JOB_KINDS, STATE_LABELS } from './job-filter'
import { JOB_STATES, type JobFilter } from './job-list-query'

interface JobToolbarProps {
  filter: JobFilter
  onChange: (part: Partial<JobFilter>) => void
}

/** What narrows the jobs. All of it stands in the address. */
export function JobToolbar({ filter, onChange }: JobToolbarProps) {
  const { items: registries } = useRegistries()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="State"
        value={filter.state ?? ''}
        onChange={(event) =>
          onChange({ state: JOB_STATES.find((state) => state === event.target.value) ?? null })
        }
      >
        <option value="">Any state</option>
        {JOB_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_LABELS[state]}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Kind"
        value={filter.kind ?? ''}
        onChange={(event) => onChange({ kind: event.target.value || null })}
      >
        <option value="">Any kind</option>
        {JOB_KINDS.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Registry"
        value={filter.registry ?? ''}
        onChange={(event) => onChange({ registry: event.target.value || null })}
      >
        <option value="">Any registry</option>
        {registries.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    </div>
  )
}
