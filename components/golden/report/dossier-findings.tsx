import { formatAbsolute } from '../../ui/format-time'
import { Panel, PanelHeader } from '../../ui/panel'
import type { Dossier } from '../after-queries'
import { OutcomeMark } from '../outcome-mark'

/** A manual item is named by its own text. */
const CATALOGUE_ID = /^[A-Z]{3}-\d{3}$/

/** What every requirement said when it was marked, the evidence, and what was let pass. */
export function DossierFindings({ dossier }: { dossier: Dossier }) {
  const { marked, findings, evaluatedAt, evidence, waivers } = dossier
  const shown = marked?.findings ?? findings
  const titles = new Map(shown.map(({ requirement, title }) => [requirement, title]))
  return (
    <>
      <Panel>
        <PanelHeader
          title="Requirements"
          description={`As they were ${marked === null ? 'last evaluated' : 'when it was marked'}, ${formatAbsolute(marked?.at ?? evaluatedAt)}.`}
        />
        <ul>
          {shown.map(({ requirement, title, ref, outcome, detail, isWaived }) => (
            <li
              key={requirement}
              className="flex flex-wrap items-start gap-x-3 border-b border-line px-4 py-1.5 last:border-b-0"
            >
              <OutcomeMark outcome={outcome} />
              <span className="basis-52 font-medium wrap-anywhere">{title}</span>
              <span className="min-w-0 flex-1 basis-60 wrap-anywhere text-muted">
                {detail}
                {isWaived && ' (waived)'}
              </span>
              {CATALOGUE_ID.test(ref) && <code className="font-mono text-2xs text-faint">{ref}</code>}
            </li>
          ))}
        </ul>
        {shown.length === 0 && <p className="px-4 py-3 text-muted">The policy asked for nothing.</p>}
      </Panel>
      <Panel>
        <PanelHeader title="Evidence" />
        {evidence.length === 0 && <p className="px-4 py-3 text-muted">None.</p>}
        <ul>
          {evidence.map(({ id, type, producer, tool, payloadDigest, observedAt, note }) => (
            <li key={id} className="border-b border-line px-4 py-1.5 last:border-b-0">
              <p>
                <span className="font-medium">{type}</span> by {producer}
                {tool !== null && `, ${tool}`}, observed {formatAbsolute(observedAt)}
              </p>
              {note !== null && <p className="wrap-anywhere text-muted">“{note}”</p>}
              <code className="font-mono text-2xs wrap-anywhere text-faint">{payloadDigest}</code>
            </li>
          ))}
        </ul>
      </Panel>
      {waivers.length > 0 && (
        <Panel>
          <PanelHeader title="Waivers" />
          <ul>
            {waivers.map(({ requirement, reason, requestedBy, requestedAt, grantedBy, expiresAt }) => (
              <li
                key={`${requirement} ${requestedAt}`}
                className="border-b border-line px-4 py-1.5 last:border-b-0"
              >
                <p className="font-medium">{titles.get(requirement) ?? requirement}</p>
                <p className="wrap-anywhere text-muted">“{reason}”</p>
                <p className="text-xs text-muted">
                  asked for by {requestedBy}, {formatAbsolute(requestedAt)};{' '}
                  {grantedBy === null ? 'not granted' : `granted by ${grantedBy}`}; until{' '}
                  {formatAbsolute(expiresAt)}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
