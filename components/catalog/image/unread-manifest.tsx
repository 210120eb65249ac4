import { Unplug } from 'lucide-react'
import { EmptyState } from '../../ui/empty-state'
import { Panel } from '../../ui/panel'

interface UnreadManifestProps {
  code: string
  message: string
}

/** A manifest the registry lists, that Assay does not have yet and the registry cannot give now. */
export function UnreadManifest({ code, message }: UnreadManifestProps) {
  return (
    <Panel aria-label="Manifest">
      <EmptyState icon={<Unplug aria-hidden="true" />} title="This manifest could not be read">
        <p role="alert">{message}</p>
        <p className="mt-2 font-mono text-faint text-xs">{code}</p>
      </EmptyState>
    </Panel>
  )
}
