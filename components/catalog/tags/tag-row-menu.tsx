'use client'
import { ArrowUpRight, BadgeCheck, Copy, Layers, Tag as TagIcon, Trash2 } from 'lucide-react'
import { manifestHref, tagHref } from '@/components/shell/addresses'
import { copyText } from '../../ui/copy-button'
import { Menu, MenuItem, MenuLabel, MenuLink, MenuSeparator } from '../../ui/menu'
import { toast } from '../../ui/toast'
import type { AnchoredProps } from '../../ui/use-anchored'
import { pullChoices } from '../pull-choices'
import type { Tag } from '../queries'

interface Allowed {
  allowed: boolean
  reason: string | null
}

/** What one may do with the tags of a repository. */
export interface TagRights {
  delete: Allowed
  retag: Allowed
  pull: Allowed
}

/** What opens a window of its own. */
export type TagAction = 'retag' | 'promotion' | 'nomination' | 'deletion'

interface TagRowMenuProps extends AnchoredProps {
  tag: Tag
  registry: string
  registryUrl: string
  repository: string
  can: TagRights
  onOpen: (what: TagAction) => void
}

/** What can be done with one tag: open it, copy how to pull it with each engine, tag, promote or delete it. */
export function TagRowMenu(props: TagRowMenuProps) {
  const { tag, anchor, registry, registryUrl, repository, can, onOpen, onClose } = props
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
          <MenuItem
            icon={<TagIcon aria-hidden="true" />}
            disabledReason={why(can.retag)}
            onClick={() => onOpen('retag')}
          >
            Add or move a tag…
          </MenuItem>
          <MenuItem
            icon={<ArrowUpRight aria-hidden="true" />}
            disabledReason={why(can.pull)}
            onClick={() => onOpen('promotion')}
          >
            Promote to a repository…
          </MenuItem>
          <MenuItem icon={<BadgeCheck aria-hidden="true" />} onClick={() => onOpen('nomination')}>
            Nominate for golden…
          </MenuItem>
          <MenuItem
            icon={<Trash2 aria-hidden="true" />}
            tone="danger"
            disabledReason={why(can.delete)}
            onClick={() => onOpen('deletion')}
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
