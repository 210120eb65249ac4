import { CodeBlock } from '@/components/ui/code-block'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { CONFIGURATION_NOTES, registryConfiguration } from './configuration'

/** What to paste into the registry's configuration. */
export function ConfigurationPanel({ url }: { url: string }) {
  return (
    <Panel aria-label="Configuration of the registry">
      <PanelHeader
        title="Configuration of the registry"
        description="For CNCF distribution 2.x and 3.x: add it to config.yml, with the secret, and restart the registry."
      />
      <div className="flex flex-col gap-4 p-4">
        <CodeBlock text={registryConfiguration({ url, secret: null })} what="registry configuration" />
        <KeyValueList
          items={CONFIGURATION_NOTES.map(([name, meaning]) => ({
            key: name,
            label: <code className="font-mono text-xs">{name}</code>,
            value: <span className="text-muted">{meaning}</span>,
          }))}
        />
      </div>
    </Panel>
  )
}
