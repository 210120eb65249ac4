import { isDigest, shortDigest } from '@/lib/oci/digest'
import { lineHref, versionHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { Drift } from '../after-queries'
import { driftTitle } from './drift-words'

const RESOLUTIONS = {
  'by-itself': 'true again',
  repaired: 'repaired',
  'put-back': 'repaired',
  'no-longer-golden': 'no longer golden',
} as const

interface DriftPartProps {
  item: Drift
  onRepair: () => void
}

/** One place where a registry is not as a golden version has it. */
export function DriftRow({ item, onRepair }: DriftPartProps) {
  return (
    <tr>
      <td className="max-w-0 min-w-48 max-sm:min-w-32">
        <span className="block font-medium">{driftTitle(item.kind)}</span>
        <span className="block truncate text-xs text-muted" title={item.detail}>
          {item.detail}
        </span>
        <PutBack item={item} />
      </td>
      <td className="w-52 max-w-52 max-sm:w-24 max-sm:max-w-24">
        <AppLink
          href={versionHref(item.version.id)}
          title={item.version.name}
          className="block truncate leading-6 hover:underline"
        >
          {item.version.name}
        </AppLink>
        <AppLink
          href={lineHref(item.line.id)}
          title={item.line.name}
          className="block truncate text-xs leading-6 text-muted hover:underline"
        >
          {item.line.name}
        </AppLink>
      </td>
      <td className="w-64 max-lg:hidden">
        <span className="font-mono text-xs">
          {shown(item.expected)} → {shown(item.found)}
        </span>
      </td>
      <td className="w-32 max-sm:hidden">
        <RelativeTime at={item.detectedAt} />
        <span className="block text-xs text-muted">{item.learnedBy}</span>
      </td>
      <td className="w-28 text-right whitespace-nowrap max-sm:w-px">
        <State item={item} onRepair={onRepair} />
      </td>
    </tr>
  )
}

/** What Assay does, or did, about it by itself. */
function PutBack({ item: { putBack, resolution, resolvedAt } }: { item: Drift }) {
  if (resolution === 'put-back') {
    return (
      <span className="block text-xs text-ok">
        put back by Assay <RelativeTime at={resolvedAt} />
      </span>
    )
  }
  if (putBack === null) return null
  const { state, attempts, againAt, problem } = putBack
  if (state === 'due' || state === 'under-way') {
    return <span className="block text-xs text-muted">Assay is putting it back</span>
  }
  return (
    <span className="block text-xs wrap-anywhere text-warn">
      Assay tried to put it back {attempts === 1 ? 'once' : `${attempts} times`}
      {problem !== null && `: ${problem}`}{' '}
      {state === 'waiting' ? (
        <>
          Next try <RelativeTime at={againAt} />.
        </>
      ) : (
        'It does not try again.'
      )}
    </span>
  )
}

function State({ item, onRepair }: DriftPartProps) {
  const { resolution, repair, can, resolvedAt, version } = item
  if (resolvedAt !== null) return <Badge tone="ok">{RESOLUTIONS[resolution ?? 'by-itself']}</Badge>
  if (repair === null) {
    return (
      <AppLink href={versionHref(version.id)} className="text-link text-xs">
        needs a decision
      </AppLink>
    )
  }
  return (
    <GatedButton size="sm" can={can.repair} onClick={onRepair}>
      Repair…
    </GatedButton>
  )
}

function shown(text: string | null): string {
  if (text === null) return 'nothing'
  return isDigest(text) ? shortDigest(text) : text
}
