'use client'
import { BadgeCheck, Copy, Layers, Trash2 } from 'lucide-react'
import { manifestHref, tagHref } from '@/components/shell/addresses'
import { copyText } from '../../ui/copy-button'
import { Menu, MenuItem, MenuLabel, MenuLink, MenuSeparator } from '../../ui/menu'
import { toast } from '../../ui/toast'
import type { AnchoredProps } from '../../ui/use-anchored'
import { pullChoices } from '../pull-choices'
import type { Tag } from '../queries'

interface TagRowMenuProps extends AnchoredProps {
  tag: Tag
  registry: string
  registryUrl: string
  repository: string
  canDelete: { allowed: boolean; reason: string | null }
  onDelete: () => void
  onNominate: () => void
}

/** What can be done with one tag: open it, and copy how to pull it with each engine, by tag and by digest. */
export function TagRowMenu(props: TagRowMenuProps) {
  const { tag, anchor, registry, registryUrl, repository, canDelete, onDelete, onNominate, onClose } = props
  const { digest } = tag
  const commands = pullChoices({ registryUrl, repository, tag: tag.name, digest, kind: tag.kind })
  return (
    <Menu anchor={anchor} onClose={onClose} label={`More for ${tag.name}`} className="w-72">
      <MenuLink href={tagHref(registry, repository, tag.name)} icon={<Layers aria-hidden="true" />}>
        Open
      </MenuLink>
      {digest !== null && (
        <>
          <MenuLink href={manifestHref(registry, repository, digest)} icon={<Layers aria-hidden="true" />}>
            Open by digest
          </MenuLink>
          <CopyItem text={digest} what="digest">
            Copy digest
          </CopyItem>
        </>
      )}
      <MenuSeparator />
      <MenuLabel>Copy pull command by tag</MenuLabel>
      {commands.map(
        ({ tool, byTag }) =>
          byTag && (
            <CopyItem key={tool} text={byTag} what={`${tool} pull`}>
              {tool}
            </CopyItem>
          ),
      )}
      {digest !== null && (
        <>
          <MenuLabel>By digest, always the same bytes</MenuLabel>
          {commands.map(
            ({ tool, byDigest }) =>
              byDigest && (
                <CopyItem key={tool} text={byDigest} what={`${tool} pull`}>{`${tool} @digest`}</CopyItem>
              ),
          )}
        </>
      )}
      {digest !== null && (
        <>
          <MenuSeparator />
          <MenuItem icon={<BadgeCheck aria-hidden="true" />} onClick={onNominate}>
            Nominate for golden…
          </MenuItem>
          <MenuItem
            icon={<Trash2 aria-hidden="true" />}
            tone="danger"
            disabledReason={canDelete.allowed ? null : (canDelete.reason ?? 'You may not delete here.')}
            onClick={onDelete}
          >
            Delete tag…
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function CopyItem({ text, what, children }: { text: string; what: string; children: string }) {
  const copy = async () => {
    if (await copyText(text, what)) toast.success(`Copied ${what}`, { description: text })
  }
  return (
    <MenuItem icon={<Copy aria-hidden="true" />} onClick={copy}>
      {children}
    </MenuItem>
  )
}
