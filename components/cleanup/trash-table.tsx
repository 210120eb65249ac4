'use client'

import { Check, CircleSlash, Clock, Undo2 } from 'lucide-react'
import { repositoryHref } from '../shell/addresses'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ByteSize } from '../ui/byte-size'
import { Checkbox } from '../ui/checkbox'
import { DataTable } from '../ui/data-table'
import { DigestText } from '../ui/digest-text'
import { GatedButton } from '../ui/gated-button'
import { AppLink } from '../ui/link'
import { RelativeTime } from '../ui/relative-time'
import { Countdown, useMinutes } from './countdown'
import type { TrashItem } from './queries'
import { isRestorable, type TrashDialog } from './trash-item'
import { useCheckTrash } from './use-restore'

interface TrashTableProps {
  items: readonly TrashItem[]
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  hasSeveralRegistries: boolean
  onOpen: (dialog: TrashDialog) => void
}

/** What lies in the trash, newest first. */
export function TrashTable({ items, chosen, onChoose, hasSeveralRegistries, onOpen }: TrashTableProps) {
  const now = useMinutes()
  const free = items.filter(isRestorable)
  const isAll = free.length > 0 && free.every(({ id }) => chosen.has(id))
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  return (
    <DataTable label="Deleted tags">
      <thead>
        <tr>
          <th className="w-8">
            <Checkbox
              aria-label="Choose all that can be restored"
              checked={isAll}
              disabled={free.length === 0}
              onChange={() => onChoose(new Set(isAll ? [] : free.map(({ id }) => id)))}
            />
          </th>
          <th>Tag</th>
          <th>Digest</th>
          <th className="num">Size</th>
          <th>Deleted</th>
          <th>Reason</th>
          <th>State</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              {isRestorable(item) && (
                <Checkbox
                  aria-label={`Choose ${nameOf(item)}`}
                  checked={chosen.has(item.id)}
                  onChange={() => toggle(item.id)}
                />
              )}
            </td>
            <td className="max-w-80 min-w-40">
              <span className="block truncate font-medium" title={nameOf(item)}>
                {item.tag ?? 'untagged manifest'}
              </span>
              <AppLink
                href={repositoryHref(item.registry, item.repository)}
                className="block truncate text-xs text-muted hover:underline"
                title={item.repository}
              >
                {hasSeveralRegistries ? `${item.registry}/${item.repository}` : item.repository}
              </AppLink>
            </td>
            <td>
              <DigestText digest={item.digest} />
            </td>
            <td className="num">
              <ByteSize bytes={item.totalBytes} />
            </td>
            <td>
              <RelativeTime at={item.deletedAt} />
              <span className="block max-w-40 truncate text-xs text-muted" title={item.deletedBy}>
                by {item.deletedBy}
              </span>
            </td>
            <td className="max-w-56 truncate" title={item.reason ?? undefined}>
              {item.reason ?? <span className="text-faint">none given</span>}
            </td>
            <td>
              <State item={item} now={now} />
            </td>
            <td className="text-right whitespace-nowrap">
              <Actions item={item} onOpen={onOpen} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function nameOf({ repository, tag, digest }: TrashItem): string {
  return tag === null ? `${repository}@${digest}` : `${repository}:${tag}`
}

function State({ item, now }: { item: TrashItem; now: number }) {
  if (item.state === 'restored') {
    return (
      <>
        <Badge tone="ok" icon={<Check aria-hidden="true" />}>
          restored
        </Badge>
        <span className="block text-xs text-muted">by {item.restoredBy}</span>
      </>
    )
  }
  if (item.state === 'blobs-gone') {
    return (
      <>
        <Badge tone="danger" icon={<CircleSlash aria-hidden="true" />}>
          no longer restorable
        </Badge>
        <span className="block text-xs text-muted">its layers are gone</span>
      </>
    )
  }
  return (
    <>
      <Badge tone="info" icon={<Clock aria-hidden="true" />}>
        restorable
      </Badge>
      <span className="block text-xs text-muted">
        <Countdown until={item.expiresAt} now={now} />
      </span>
    </>
  )
}

function Actions({ item, onOpen }: { item: TrashItem; onOpen: TrashTableProps['onOpen'] }) {
  const check = useCheckTrash()
  if (item.state === 'restored') return null
  return (
    <span className="inline-flex gap-1">
      <Button
        size="sm"
        variant="ghost"
        isPending={check.isPending}
        disabled={!item.can.restore.allowed}
        title="Ask the registry whether it still holds what this is made of"
        onClick={() => check.mutate(item)}
      >
        Check
      </Button>
      {item.can.purge.allowed && (
        <Button size="sm" variant="ghost" onClick={() => onOpen({ what: 'purge', item })}>
          Purge
        </Button>
      )}
      <GatedButton
        size="sm"
        can={item.can.restore}
        icon={<Undo2 className="size-3.5" />}
        onClick={() => onOpen({ what: 'restore', item })}
      >
        Restore
      </GatedButton>
    </span>
  )
}
