'use client'
import { X } from 'lucide-react'
import { FilterInput } from '@/components/ui/filter-input'
import { shortDigest } from '@/lib/oci/digest'
import { IconButton } from '../../ui/icon-button'
import { Select } from '../../ui/select'
import { KIND_CHOICES } from '../kind-badge'
import type { TagFilter } from '../queries'

interface TagToolbarProps {
  filter: TagFilter
  /** Every platform any tag of the repository runs on. */
  platforms: readonly string[]
  onChange: (part: Partial<Omit<TagFilter, 'sort'>>) => void
  /** “37 of 1,204 tags”; null while it is not known. */
  count: string | null
}

/** What narrows the tag table. All of it stands in the address. */
export function TagToolbar({ filter, platforms, onChange, count }: TagToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <FilterInput
        label="Filter tags"
        value={filter.q}
        onChange={(q) => onChange({ q })}
        className="w-full min-w-40 flex-1 sm:max-w-72"
      />
      <Select
        aria-label="Platform"
        value={filter.platform ?? ''}
        onChange={(event) => onChange({ platform: event.target.value || null })}
      >
        <option value="">Any platform</option>
        {withCurrent(platforms, filter.platform).map((platform) => (
          <option key={platform}>{platform}</option>
        ))}
      </Select>
      <Select
        aria-label="Kind"
        value={filter.kind ?? ''}
        onChange={(event) => onChange({ kind: event.target.value || null })}
      >
        <option value="">Any kind</option>
        {KIND_CHOICES.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </Select>
      {filter.digest !== null && (
        <span className="inline-flex h-8 items-center gap-1 rounded-md bg-selected pr-1 pl-2.5 text-xs">
          digest <code className="font-mono">{shortDigest(filter.digest)}</code>
          <IconButton label="Show tags of every digest" size="sm" onClick={() => onChange({ digest: null })}>
            <X />
          </IconButton>
        </span>
      )}
      <label className="flex items-center gap-2 text-xs text-muted">
        <input
          type="checkbox"
          className="accent-(--gold-ink)"
          checked={filter.tools}
          onChange={(event) => onChange({ tools: event.target.checked })}
        />
        Signatures and referrers’ tags
      </label>
      <p role="status" className="ml-auto text-xs whitespace-nowrap text-muted tabular-nums">
        {count}
      </p>
    </div>
  )
}

/** A platform in the address that no tag runs on any more can still be seen and unset. */
function withCurrent(platforms: readonly string[], current: string | null): readonly string[] {
  return current === null || platforms.includes(current) ? platforms : [...platforms, current]
}
