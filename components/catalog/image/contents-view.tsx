import { Panel, PanelHeader } from '../../ui/panel'
import type { LayerHistory, Manifest } from '../queries'
import { rowsOf } from './config-view'
import { LayerList } from './layer-list'
import { NameValueTable } from './name-value-table'

interface ContentsViewProps {
  manifest: Manifest
  layers: LayerHistory['layers']
}

/** What an artifact is made of: its blobs and what its manifest says of them. */
export function ContentsView({ manifest, layers }: ContentsViewProps) {
  const annotations = rowsOf(manifest.annotations)
  return (
    <div className="flex flex-col gap-4">
      <Panel aria-label="Contents">
        <PanelHeader title="Contents" description="The blobs this manifest names" />
        <LayerList registry={manifest.registry} layers={layers} />
      </Panel>
      <Panel aria-label="Annotations">
        <PanelHeader title="Annotations" />
        <NameValueTable label="Annotations" rows={annotations} absent="The manifest carries no annotation." />
      </Panel>
    </div>
  )
}
