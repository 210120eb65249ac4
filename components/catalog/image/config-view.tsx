import type { ReactNode } from 'react'
import { displaySafe } from '@/lib/oci/display'
import { KeyValueList } from '../../ui/key-value-list'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { withKeys } from '../../ui/with-keys'
import type { Manifest } from '../queries'
import { NameValueTable } from './name-value-table'

type Config = NonNullable<Manifest['config']>

interface ConfigViewProps {
  config: Manifest['config']
  annotations: Manifest['annotations']
}

/** What a container started from this image gets. */
export function ConfigView({ config, annotations }: ConfigViewProps) {
  if (config === null) {
    return <Notice>This image has no config that could be read, so nothing is known of how it runs.</Notice>
  }
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <Panel aria-label="Run">
          <PanelHeader title="How it runs" />
          <KeyValueList items={runFacts(config)} className="p-4" />
        </Panel>
        <Panel aria-label="Environment">
          <PanelHeader title="Environment" description={countOf(config.env.length, 'variable')} />
          <NameValueTable label="Environment" rows={config.env} absent="No variable is set." />
        </Panel>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel aria-label="Labels">
          <PanelHeader title="Labels" description={countOf(Object.keys(config.labels).length, 'label')} />
          <NameValueTable label="Labels" rows={rowsOf(config.labels)} absent="No label is set." />
        </Panel>
        {Object.keys(annotations).length > 0 && (
          <Panel aria-label="Annotations">
            <PanelHeader title="Annotations" description="Written on the manifest, not in the config" />
            <NameValueTable label="Annotations" rows={rowsOf(annotations)} absent="" />
          </Panel>
        )}
      </div>
    </div>
  )
}

/** A map as rows, sorted by name. */
export function rowsOf(map: Readonly<Record<string, string>>) {
  return Object.entries(map)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function runFacts(config: Config): { label: string; value: ReactNode }[] {
  return [
    { label: 'Entrypoint', value: words(config.entrypoint) },
    { label: 'Command', value: words(config.cmd) },
    { label: 'User', value: text(config.user, 'root, by default') },
    { label: 'Working directory', value: text(config.workingDir, '/, by default') },
    { label: 'Platform', value: text(platformOf(config), 'unknown') },
    { label: 'Ports', value: words(config.exposedPorts) },
    { label: 'Volumes', value: words(config.volumes) },
    { label: 'Health check', value: words(config.healthcheck) },
    { label: 'Stop signal', value: text(config.stopSignal, 'SIGTERM, by default') },
    { label: 'Author', value: text(config.author, 'unknown') },
  ]
}

function platformOf({ os, architecture, variant }: Config): string | null {
  const parts = [os, architecture, variant].filter((part) => part !== null)
  return parts.length > 0 ? parts.join('/') : null
}

function text(value: string | null, absent: string): ReactNode {
  if (value === null || value === '') return <span className="text-faint">{absent}</span>
  return <code className="font-mono text-xs">{displaySafe(value)}</code>
}

/** Each word in a box of its own, for a list is not a line of shell. */
function words(list: readonly string[]): ReactNode {
  if (list.length === 0) return <span className="text-faint">none</span>
  return (
    <span className="flex flex-wrap gap-1">
      {withKeys(list, (word) => word).map(({ key, item: word }) => (
        <code
          key={key}
          className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs whitespace-pre-wrap"
        >
          {displaySafe(word)}
        </code>
      ))}
    </span>
  )
}

function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
