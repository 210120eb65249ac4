'use client'

import { Badge } from '../../ui/badge'
import { GatedButton } from '../../ui/gated-button'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { RelativeTime } from '../../ui/relative-time'
import type { VersionDetail } from '../queries'
import { useDecide } from '../use-decide'

interface WaiverPanelProps {
  version: VersionDetail
  titleOf: (requirementId: string) => string
}

/** What is let pass, by whom, why and until when; and what waits for a second person. */
export function WaiverPanel({ version, titleOf }: WaiverPanelProps) {
  const grant = useDecide(version)
  if (version.waivers.length === 0) return null
  return (
    <Panel>
      <PanelHeader title="Waivers" />
      <ul>
        {version.waivers.map((waiver) => (
          <li key={waiver.id} className="flex flex-col gap-1 border-b border-line px-4 py-2 last:border-b-0">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium wrap-anywhere">{titleOf(waiver.requirementId)}</span>
              {waiver.isInForce && <Badge tone="info">in force</Badge>}
              {waiver.grantedAt === null && <Badge tone="warn">waits for a second person</Badge>}
              {waiver.grantedAt !== null && !waiver.isInForce && <Badge>over</Badge>}
            </p>
            <p className="wrap-anywhere text-muted">“{waiver.reason}”</p>
            <p className="flex flex-wrap gap-x-2 text-xs text-faint">
              <span>
                asked for by {waiver.requestedBy} <RelativeTime at={waiver.requestedAt} />
              </span>
              {waiver.grantedBy !== null && <span>granted by {waiver.grantedBy}</span>}
              <span>
                ends <RelativeTime at={waiver.expiresAt} />
              </span>
            </p>
            {waiver.grantedAt === null && version.state === 'candidate' && (
              <GatedButton
                size="sm"
                className="self-start"
                can={waiver.can.grant}
                isPending={grant.isPending}
                onClick={() => grant.mutate({ verb: 'grant-waiver', waiver: waiver.id })}
              >
                Grant waiver
              </GatedButton>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice error={grant.error} className="p-2" />
    </Panel>
  )
}
