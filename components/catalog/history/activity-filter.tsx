import { Search } from 'lucide-react'
import { buttonStyle } from '../../ui/button-style'
import { cx } from '../../ui/cx'
import { Input } from '../../ui/input'
import { AppLink } from '../../ui/link'

export interface ActivitySearch {
  readonly kind?: string | undefined
  readonly tag?: string | undefined
  readonly unannounced?: string | undefined
}

interface ActivityFilterProps {
  path: string
  search: ActivitySearch
  /** Whether one tag can be asked for. */
  hasTag: boolean
}

const KINDS = [
  { kind: undefined, label: 'All' },
  { kind: 'created', label: 'Created' },
  { kind: 'moved', label: 'Moved' },
  { kind: 'deleted', label: 'Deleted' },
] as const

/** Narrows activity by what happened and to which tag. Plain links and a form: the address is the filter. */
export function ActivityFilter({ path, search, hasTag }: ActivityFilterProps) {
  const isDrift = search.unannounced === 'true'
  return (
    <div className="flex flex-wrap items-center gap-2">
      <nav aria-label="Kind" className="inline-flex h-8 rounded-md border border-line bg-sunken p-0.5">
        {KINDS.map(({ kind, label }) => (
          <AppLink
            key={label}
            href={addressOf(path, { ...search, kind })}
            scroll={false}
            aria-current={search.kind === kind ? 'true' : undefined}
            className={cx(
              'inline-flex items-center rounded-sm border px-2.5 text-xs font-medium',
              search.kind === kind
                ? 'border-line bg-surface text-ink shadow-control'
                : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
          </AppLink>
        ))}
      </nav>
      <AppLink
        href={addressOf(path, { ...search, unannounced: isDrift ? undefined : 'true' })}
        scroll={false}
        aria-current={isDrift ? 'true' : undefined}
        title="Only what happened while the registry delivered events and none told of it"
        className={buttonStyle('secondary', 'md', cx(isDrift && 'border-gold text-ink'))}
      >
        {isDrift ? 'Unannounced only ✓' : 'Unannounced only'}
      </AppLink>
      {hasTag && (
        <search className="ml-auto max-sm:w-full">
          <form action={path}>
            {search.kind !== undefined && <input type="hidden" name="kind" value={search.kind} />}
            {isDrift && <input type="hidden" name="unannounced" value="true" />}
            <Input
              name="tag"
              type="search"
              defaultValue={search.tag}
              placeholder="One tag, by its name"
              aria-label="Tag"
              icon={<Search aria-hidden="true" />}
              className="w-56 max-sm:w-full"
            />
          </form>
        </search>
      )}
    </div>
  )
}

function addressOf(path: string, search: ActivitySearch): string {
  const set = Object.entries(search).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const text = new URLSearchParams(set).toString()
  return text === '' ? path : `${path}?${text}`
}
