'use client'

import { FileText, Layers, RotateCw, Undo2, Upload } from 'lucide-react'
import { dossierHref, manifestHref } from '../../shell/addresses'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '../../ui/menu'
import type { AnchoredProps } from '../../ui/use-anchored'
import type { VersionDetail } from '../queries'
import { useDecide } from '../use-decide'
import type { Opened } from './decision-dialog'

interface VersionMenuProps extends AnchoredProps {
  version: VersionDetail
  onOpen: (opened: Opened) => void
  onAddEvidence: () => void
}

/** The rarer things about a version. What one may not do says why. */
export function VersionMenu({ version, anchor, onClose, onOpen, onAddEvidence }: VersionMenuProps) {
  const { id, state, can, registry, repository, digest, revokeAt } = version
  const decide = useDecide(version, onClose)
  return (
    <Menu anchor={anchor} onClose={onClose} label="More" className="w-64">
      <MenuItem
        icon={<Upload aria-hidden="true" />}
        disabledReason={why(can.addEvidence)}
        onClick={onAddEvidence}
      >
        Add evidence…
      </MenuItem>
      {state !== 'rejected' && state !== 'revoked' && (
        <MenuItem icon={<RotateCw aria-hidden="true" />} onClick={() => decide.mutate({ verb: 'evaluate' })}>
          Evaluate again
        </MenuItem>
      )}
      {state === 'candidate' && (
        <MenuItem
          icon={<Undo2 aria-hidden="true" />}
          disabledReason={why(can.withdraw)}
          onClick={() => onOpen({ what: 'withdraw' })}
        >
          Withdraw…
        </MenuItem>
      )}
      {revokeAt !== null && state !== 'revoked' && (
        <MenuItem
          icon={<Undo2 aria-hidden="true" />}
          disabledReason={why(can.cancelRevocation)}
          onClick={() => onOpen({ what: 'cancel-revocation' })}
        >
          Call off the revocation…
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLink href={dossierHref(id)} icon={<FileText aria-hidden="true" />}>
        Dossier, to print
      </MenuLink>
      <MenuLink href={manifestHref(registry, repository, digest)} icon={<Layers aria-hidden="true" />}>
        The image
      </MenuLink>
    </Menu>
  )
}

function why({ allowed, reason }: { allowed: boolean; reason: string | null }): string | null {
  return allowed ? null : (reason ?? 'You may not do this here.')
}
