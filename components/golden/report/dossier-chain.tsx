import { formatAbsolute } from '../../ui/format-time'
import { Panel, PanelHeader } from '../../ui/panel'
import type { Dossier } from '../after-queries'
import { driftTitle } from '../drift/drift-words'
import { verbWords } from '../words'

/** Every decision with its place in the audit log, and what drifted. */
export function DossierChain({ dossier: { decisions, drift, auditHead } }: { dossier: Dossier }) {
  return (
    <>
      <Panel>
        <PanelHeader
          title="Decisions"
          description="Each is a row of the audit log, chained to the one before it by its hash."
        />
        <ol>
          {decisions.map(({ id, at, verb, actor, reason, channel, audit }) => (
            <li key={id} className="break-inside-avoid border-b border-line px-4 py-2 last:border-b-0">
              <p>
                <span className="font-medium">{actor.name}</span> {verbWords(verb)}
                {channel !== null && ` (${channel})`}, {formatAbsolute(at)}
              </p>
              {reason !== null && reason !== '' && <p className="wrap-anywhere text-muted">“{reason}”</p>}
              <p className="font-mono text-2xs wrap-anywhere text-faint">
                {audit.sequence === null ? 'not in the log any more' : `row ${audit.sequence}`}
                {audit.hash !== null && ` ${audit.hash}`}
              </p>
              {audit.prevHash !== null && (
                <p className="font-mono text-2xs wrap-anywhere text-faint">after {audit.prevHash}</p>
              )}
            </li>
          ))}
        </ol>
      </Panel>
      {drift.length > 0 && (
        <Panel>
          <PanelHeader title="Drift" />
          <ul>
            {drift.map(({ kind, subject, since, until, resolution }) => (
              <li
                key={`${kind} ${subject} ${since}`}
                className="border-b border-line px-4 py-1.5 last:border-b-0"
              >
                {driftTitle(kind)}: <code className="font-mono text-xs wrap-anywhere">{subject}</code>,{' '}
                {formatAbsolute(since)}
                {until === null ? ', still' : ` to ${formatAbsolute(until)}`}
                {resolution !== null && `, ${resolution.replaceAll('-', ' ')}`}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {auditHead !== null && (
        <p className="text-xs wrap-anywhere text-muted">
          The audit log ended at row {auditHead.sequence}, <code className="font-mono">{auditHead.hash}</code>
          , when this was made. <code className="font-mono">npx assay audit verify</code> checks the chain.
        </p>
      )}
    </>
  )
}
