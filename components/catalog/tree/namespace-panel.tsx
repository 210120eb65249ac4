'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { storageHref } from '@/components/shell/addresses'
import { ByteSize } from '../../ui/byte-size'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { Select } from '../../ui/select'
import { Skeleton } from '../../ui/skeleton'
import { catalogQueries, type Namespace } from '../queries'
import { buildNamespaceTree, flatten } from './namespace-tree'
import { NamespaceTreeView } from './namespace-tree-view'

interface NamespacePanelProps {
  registry: string
  selected: string | null
  onSelect: (namespace: string | null) => void
}

/** Where to look: a tree beside the list, and on a phone a select above it. */
export function NamespacePanel({ registry, selected, onSelect }: NamespacePanelProps) {
  const { data, error } = useQuery(catalogQueries.namespaces(registry))
  const nodes = useMemo(() => buildNamespaceTree(data?.items ?? []), [data])
  if (error && !data) return <ProblemNotice error={error} />
  if (!data) return <Skeleton className="h-40" />
  return (
    <>
      <Panel aria-label="Namespaces" className="hidden lg:block">
        <PanelHeader title="Namespaces" actions={<Count value={data.items.length} />} />
        <div className="p-1.5">
          <button
            type="button"
            aria-pressed={selected === null}
            onClick={() => onSelect(null)}
            className="mb-0.5 flex h-8 w-full items-center justify-between rounded-md pr-2 pl-7 text-left -outline-offset-2 hover:bg-hover aria-pressed:bg-selected aria-pressed:font-medium"
          >
            All repositories
            <Count value={data.items.reduce((sum, item) => sum + item.repositories, 0)} />
          </button>
          <NamespaceTreeView nodes={nodes} selected={selected} onSelect={onSelect} />
        </div>
        <NamespaceStorage registry={registry} selected={selected} items={data.items} />
      </Panel>
      <Select
        aria-label="Namespace"
        className="block! lg:hidden!"
        value={selected === null ? ALL : `/${selected}`}
        onChange={(event) => onSelect(event.target.value === ALL ? null : event.target.value.slice(1))}
      >
        <option value={ALL}>All namespaces</option>
        {flatten(nodes).map((node) => (
          <option key={node.namespace} value={`/${node.namespace}`}>
            {`${'\u2003'.repeat(node.level - 1)}${node.label} (${node.repositories})`}
          </option>
        ))}
      </Select>
    </>
  )
}

/** No namespace is written without the slash in front, so this stands for none. */
const ALL = ''

interface NamespaceStorageProps {
  registry: string
  selected: string | null
  items: readonly Namespace[]
}

/** What the chosen namespace takes with everything below it. */
function NamespaceStorage({ registry, selected, items }: NamespaceStorageProps) {
  const chosen = items.find((item) => item.namespace === selected)
  if (!chosen || chosen.totalBytes === null) return null
  return (
    <AppLink
      href={storageHref(registry, { namespace: chosen.namespace })}
      className="flex items-baseline justify-between gap-2 border-t border-line px-3.5 py-2 text-xs text-muted -outline-offset-2 hover:bg-hover"
    >
      <span>
        <ByteSize bytes={chosen.totalBytes} /> in total
      </span>
      <span>
        <ByteSize bytes={chosen.uniqueBytes} /> unique
      </span>
    </AppLink>
  )
}

function Count({ value }: { value: number }) {
  return <span className="text-xs font-normal text-faint tabular-nums">{value.toLocaleString('en')}</span>
}
