import { Select } from '../ui/select'

interface RegistrySelectProps {
  registries: readonly string[]
  /** Null for every registry. */
  value: string | null
  onChange: (registry: string | null) => void
}

/** Narrows a list to one registry; nothing where there is only one. */
export function RegistrySelect({ registries, value, onChange }: RegistrySelectProps) {
  if (registries.length <= 1) return null
  return (
    <Select
      aria-label="Registry"
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || null)}
    >
      <option value="">Every registry</option>
      {registries.map((registry) => (
        <option key={registry}>{registry}</option>
      ))}
    </Select>
  )
}
