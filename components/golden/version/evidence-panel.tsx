import { Upload } from 'lucide-react'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { OutcomeMark } from '../outcome-mark'
import type { Evidence } from '../queries'

interface EvidencePanelProps {
  evidence: readonly Evidence[]
  can: { allowed: boolean; reason: string | null }
  onAdd: () => void
}

/** What others found out about exactly these bytes, and who sent it. */
export function EvidencePanel({ evidence, can, onAdd }: EvidencePanelProps) {
  return (
    <Panel>
      <PanelHeader
        title="Evidence"
        description="Bound to the digest, never to a tag."
        actions={
          <GatedButton size="sm" can={can} icon={<Upload className="size-3.5" />} onClick={onAdd}>
            Add…
          </GatedButton>
        }
      />
      {evidence.length === 0 ? (
        <p className="px-4 py-3 text-muted">None yet. CI sends it by API; people tick off a checklist.</p>
      ) : (
        <ul>
          {evidence.map((one) => (
            <EvidenceRow key={one.id} evidence={one} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function EvidenceRow({ evidence }: { evidence: Evidence }) {
  const { id, title, type, outcome, says, producer, producerKind, tool, observedAt, note, url } = evidence
  return (
    <li className="border-b border-line px-4 py-2 last:border-b-0">
      <div className="flex items-start gap-3">
        <OutcomeMark outcome={outcome} className="pt-0.5" />
        <div className="min-w-0 flex-1">
          <p className="wrap-anywhere">
            <span className="font-medium">{title}</span>{' '}
            <code className="font-mono text-2xs whitespace-nowrap text-faint">{type}</code>
          </p>
          <p className="wrap-anywhere text-muted">{says}</p>
          {note !== null && <p className="wrap-anywhere text-muted">“{note}”</p>}
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-faint">
            <RelativeTime at={observedAt} />
            <span className="wrap-anywhere">
              by {producer}
              {producerKind === 'ci' && ' (CI)'}
              {tool !== null && `, ${tool}`}
            </span>
            <a href={`/api/v1/evidence/${id}/payload`} download className="text-link">
              save
            </a>
            {url !== null && (
              <AppLink href={url} className="text-link">
                more
              </AppLink>
            )}
          </p>
        </div>
      </div>
    </li>
  )
}
