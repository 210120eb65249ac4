'use client'

import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../ui/button'
import { GatedButton } from '../../ui/gated-button'
import { onDemand, usePreload } from '../../ui/on-demand'
import type { VersionDetail } from '../queries'
import type { Opened } from './decision-dialog'

const DecisionDialog = onDemand(() => import('./decision-dialog').then((module) => module.DecisionDialog))
const VersionMenu = onDemand(() => import('./version-menu').then((module) => module.VersionMenu))

interface VersionActionsProps {
  version: VersionDetail
  opened: Opened | null
  onOpen: (opened: Opened | null) => void
  onAddEvidence: () => void
}

/** What can be decided about a version now: the likeliest as buttons, the rest in a menu. */
export function VersionActions({ version, opened, onOpen, onAddEvidence }: VersionActionsProps) {
  const { state, can } = version
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  usePreload(VersionMenu, DecisionDialog)
  return (
    <>
      {state === 'candidate' && (
        <>
          {can.mark.allowed && (
            <Button variant="primary" onClick={() => onOpen({ what: 'mark' })}>
              Mark golden…
            </Button>
          )}
          <GatedButton can={can.reject} onClick={() => onOpen({ what: 'reject' })}>
            Reject…
          </GatedButton>
          <GatedButton
            can={can.approve}
            variant={can.mark.allowed ? 'secondary' : 'primary'}
            onClick={() => onOpen({ what: 'approve' })}
          >
            Approve…
          </GatedButton>
        </>
      )}
      {state === 'revoked' && (
        <GatedButton can={can.restore} variant="primary" onClick={() => onOpen({ what: 'restore' })}>
          Restore…
        </GatedButton>
      )}
      {(state === 'golden' || state === 'superseded' || state === 'expired') && (
        <>
          <GatedButton can={can.extend} onClick={() => onOpen({ what: 'extend' })}>
            Extend…
          </GatedButton>
          <GatedButton can={can.revoke} variant="danger" onClick={() => onOpen({ what: 'revoke' })}>
            Revoke…
          </GatedButton>
        </>
      )}
      <Button
        aria-haspopup="menu"
        onClick={(event) => {
          const button = event.currentTarget
          setAnchor((before) => (before === null ? button : null))
        }}
      >
        More <ChevronDown aria-hidden="true" className="size-3.5" />
      </Button>
      <Suspense>
        {anchor && (
          <VersionMenu
            version={version}
            anchor={anchor}
            onClose={() => setAnchor(null)}
            onOpen={onOpen}
            onAddEvidence={onAddEvidence}
          />
        )}
        {opened && <DecisionDialog version={version} opened={opened} onClose={() => onOpen(null)} />}
      </Suspense>
    </>
  )
}
