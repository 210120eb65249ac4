import type { ReactNode } from 'react'
import { displaySafe } from '@/lib/oci/display'
import { KeyValueList } from '../../ui/key-value-list'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { withKeys } from '../../ui/with-keys'
import { parseChart } from './chart'
import { safeLink } from './safe-link'

/** What a Helm chart says of itself. `config` is the text of its config; null when it could not be read. */
export function ChartView({ config }: { config: string | null }) {
  const chart = config === null ? undefined : parseChart(config)
  if (!chart) {
    return <Notice tone="warn">The chart’s own description could not be read. Its manifest still can.</Notice>
  }
  return (
    <Panel aria-label="Chart">
      <PanelHeader
        title="Chart"
        description={chart.description === null ? undefined : displaySafe(chart.description)}
      />
      <KeyValueList
        className="p-4"
        items={[
          { label: 'Name', value: word(chart.name) },
          { label: 'Chart version', value: word(chart.version) },
          { label: 'App version', value: word(chart.appVersion) },
          { label: 'Type', value: word(chart.type, 'application, by default') },
          { label: 'API version', value: word(chart.apiVersion) },
          { label: 'Home', value: link(chart.home) },
          { label: 'Sources', value: list(chart.sources, link) },
          { label: 'Maintainers', value: list(chart.maintainers, (name) => displaySafe(name)) },
          { label: 'Depends on', value: list(chart.dependencies, (name) => word(name)) },
        ]}
      />
    </Panel>
  )
}

function word(value: string | null, absent = 'unknown'): ReactNode {
  if (value === null) return <span className="text-faint">{absent}</span>
  return <code className="font-mono text-xs">{displaySafe(value)}</code>
}

function link(value: string | null): ReactNode {
  const href = value === null ? undefined : safeLink(value)
  if (href === undefined) return word(value)
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="text-link">
      {displaySafe(value ?? '')}
    </a>
  )
}

function list(items: readonly string[], show: (item: string) => ReactNode): ReactNode {
  if (items.length === 0) return <span className="text-faint">none</span>
  return (
    <ul className="flex flex-col gap-0.5">
      {withKeys(items, (item) => item).map(({ key, item }) => (
        <li key={key}>{show(item)}</li>
      ))}
    </ul>
  )
}
