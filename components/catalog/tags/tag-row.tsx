import { Ellipsis, TriangleAlert } from 'lucide-react'
import { tagHref } from '@/components/shell/addresses'
import { GoldenMarks } from '@/components/shell/golden-parts'
import { shortDigest } from '@/lib/oci/digest'
import { Badge } from '../../ui/badge'
import { ByteSize } from '../../ui/byte-size'
import { Checkbox } from '../../ui/checkbox'
import { CopyButton } from '../../ui/copy-button'
import { cx } from '../../ui/cx'
import { IconButton } from '../../ui/icon-button'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import { KindBadge } from '../kind-badge'
import { PlatformChips } from '../platform-chips'
import type { Tag } from '../queries'
import { PulledTime } from './pulled-time'
import { PushedTime } from './pushed-time'

export interface TagRowProps {
  tag: Tag
  index: number
  isActive: boolean
  isChosen: boolean
  /** `isRange`: with all from the one chosen before. */
  onChoose: (index: number, isRange: boolean) => void
  /** It came or moved a moment ago. */
  isFresh: boolean
  registry: string
  repository: string
  /** By tag, with the first tool that fits. */
  pullCommand: string
  onFocus: (index: number) => void
  onMenu: (tag: Tag, anchor: HTMLElement) => void
  onSiblings: (tag: Tag, anchor: HTMLElement) => void
}

/** One tag. On a phone the facts stand under the name; columns come with the room for them. */
export function TagRow(props: TagRowProps) {
  const { tag, index, isActive, isFresh, registry, repository, pullCommand, onFocus, onMenu } = props
  const stop = isActive ? 0 : -1
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      tabIndex={stop}
      onFocus={() => onFocus(index)}
      aria-selected={props.isChosen}
      className={cx(
        'group/row scroll-mt-24 -outline-offset-2 data-active:bg-selected',
        isFresh && 'row-fresh',
      )}
    >
      <td>
        <Checkbox
          aria-label={`Choose ${tag.name}`}
          tabIndex={stop}
          checked={props.isChosen}
          disabled={tag.digest === null}
          onChange={(event) => props.onChoose(index, isShift(event.nativeEvent))}
        />
      </td>
      <td className="max-w-0">
        <div className="flex h-6 min-w-0 items-center gap-2">
          <AppLink
            href={tagHref(registry, repository, tag.name)}
            tabIndex={stop}
            title={tag.name}
            className="min-w-0 truncate font-medium hover:underline"
          >
            {tag.name}
          </AppLink>
          {!tag.problem && <KindBadge kind={tag.kind} tag={tag.name} isQuiet />}
          <GoldenMarks marks={tag.golden} tabIndex={stop} className="min-w-8 shrink-[1000]" />
          {tag.siblings > 0 && <Siblings {...props} stop={stop} className="min-[1200px]:hidden" />}
          {tag.problem && (
            <Badge tone="warn" icon={<TriangleAlert aria-hidden="true" />} title={tag.problem.message}>
              unreadable
            </Badge>
          )}
          {tag.missingParts > 0 && (
            <Badge
              tone="danger"
              icon={<TriangleAlert aria-hidden="true" />}
              title={`The last check did not find ${tag.missingParts.toLocaleString('en')} of its parts: pulling it fails.`}
            >
              incomplete
            </Badge>
          )}
        </div>
        <SmallFacts tag={tag} />
      </td>
      <td className="hidden min-[1200px]:table-cell">
        <span className="flex items-center gap-1">
          <TagDigest tag={tag} stop={stop} />
          {tag.siblings > 0 && <Siblings {...props} stop={stop} />}
        </span>
      </td>
      <td className="hidden max-w-0 md:table-cell">
        {tag.digest === null ? (
          <span className="text-faint">unknown</span>
        ) : (
          <PlatformChips platforms={tag.platforms} />
        )}
      </td>
      <td className="num hidden sm:table-cell">
        <ByteSize bytes={tag.totalBytes} />
      </td>
      <td className="hidden whitespace-nowrap sm:table-cell">
        <RelativeTime at={tag.createdAt} />
      </td>
      <td className="hidden max-w-0 overflow-hidden text-ellipsis min-[1400px]:table-cell">
        <PushedTime window={tag} />
      </td>
      <td className="hidden max-w-0 overflow-hidden text-ellipsis 2xl:table-cell">
        <PulledTime tag={tag} />
      </td>
      <td className="text-right whitespace-nowrap">
        <CopyButton text={pullCommand} what={`pull command of ${tag.name}`} tabIndex={stop} />
        <IconButton
          label={`More for ${tag.name}`}
          size="sm"
          tabIndex={stop}
          aria-haspopup="menu"
          onClick={(event) => onMenu(tag, event.currentTarget)}
        >
          <Ellipsis />
        </IconButton>
      </td>
    </tr>
  )
}

/** A click on a checkbox says whether Shift was held. */
function isShift(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey
}

function SmallFacts({ tag }: { tag: Tag }) {
  return (
    <div className="flex min-w-0 items-center gap-2 text-xs text-muted sm:hidden">
      <ByteSize bytes={tag.totalBytes} />
      <span aria-hidden="true">·</span>
      <RelativeTime at={tag.createdAt} absent="date unknown" />
      {tag.digest !== null && (
        <code className="ml-auto truncate font-mono text-2xs text-faint">{shortDigest(tag.digest)}</code>
      )}
    </div>
  )
}

function TagDigest({ tag, stop }: { tag: Tag; stop: 0 | -1 }) {
  if (tag.digest === null) return <span className="text-faint">unknown</span>
  return (
    <span className="inline-flex items-center gap-0.5">
      <code title={tag.digest} className="font-mono text-xs text-muted">
        {shortDigest(tag.digest)}
      </code>
      <CopyButton text={tag.digest} what={`digest of ${tag.name}`} tabIndex={stop} />
    </span>
  )
}

interface SiblingsProps extends TagRowProps {
  stop: 0 | -1
  className?: string
}

function Siblings({ tag, onSiblings, stop, className }: SiblingsProps) {
  const others = `${tag.siblings} other ${tag.siblings === 1 ? 'tag' : 'tags'}`
  return (
    <button
      type="button"
      tabIndex={stop}
      aria-haspopup="dialog"
      title={`Same digest as ${others}`}
      onClick={(event) => onSiblings(tag, event.currentTarget)}
      className={cx(
        'h-6 min-w-6 shrink-0 rounded-sm px-1 text-xs text-muted hover:bg-hover hover:text-ink',
        className,
      )}
    >
      +{tag.siblings} same
      <span className="sr-only">
        {' '}
        {tag.siblings === 1 ? 'other tag has' : 'other tags have'} the same digest
      </span>
    </button>
  )
}
