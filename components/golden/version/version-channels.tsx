import { lineHref } from '../../shell/addresses'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import type { VersionDetail } from '../queries'

/** Where a version is in use, or was until it counted no longer. */
export function VersionChannels({ version: { channels, line, state } }: { version: VersionDetail }) {
  if (channels.length === 0) return null
  return (
    <Panel>
      <PanelHeader
        title="In channels"
        description={
          state === 'golden' || state === 'superseded'
            ? undefined
            : 'It counts no longer, so they stand for nothing until another version is there.'
        }
      />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3">
        {channels.map(({ name, tag }) => (
          <li key={name}>
            <AppLink href={`${lineHref(line.id)}#channels`} className="text-link font-medium">
              {name}
            </AppLink>
            {tag !== null && <span className="text-muted"> as {tag}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
