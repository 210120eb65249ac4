'use client'

import { ArrowUpRight, BadgeCheck, Tag, Trash2 } from 'lucide-react'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu'
import type { AnchoredProps } from '../ui/use-anchored'

interface Allowed {
  allowed: boolean
  reason: string | null
}

export interface ImageActionSubject {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  /** Null when it was come to by its digest. */
  tag: string | null
  digest: string
  can: { delete: Allowed; retag: Allowed; pull: Allowed }
}

export interface ImageActionMenuProps extends ImageActionSubject, AnchoredProps {
  onOpen: (what: 'tag' | 'promote' | 'delete' | 'nominate') => void
}

/** The menu of an image. What one may not do says why. */
export function ImageActionMenu({ anchor, onClose, onOpen, tag, can }: ImageActionMenuProps) {
  return (
    <Menu anchor={anchor} onClose={onClose} label="Actions" className="w-64">
      <MenuItem
        icon={<Tag aria-hidden="true" />}
        disabledReason={why(can.retag)}
        onClick={() => onOpen('tag')}
      >
        Add or move a tag…
      </MenuItem>
      <MenuItem icon={<BadgeCheck aria-hidden="true" />} onClick={() => onOpen('nominate')}>
        Nominate for golden…
      </MenuItem>
      {tag !== null && (
        <>
          <MenuItem
            icon={<ArrowUpRight aria-hidden="true" />}
            disabledReason={why(can.pull)}
            onClick={() => onOpen('promote')}
          >
            Promote to a repository…
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon={<Trash2 aria-hidden="true" />}
            tone="danger"
            disabledReason={why(can.delete)}
            onClick={() => onOpen('delete')}
          >
            Delete tag…
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function why({ allowed, reason }: Allowed): string | null {
  return allowed ? null : (reason ?? 'You may not do this here.')
}
