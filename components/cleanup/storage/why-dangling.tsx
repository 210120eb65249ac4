import { shortDigest } from '@/lib/oci/digest'
import { RelativeTime } from '../../ui/relative-time'
import type { DanglingManifest } from './queries'

/** Why nothing needs a manifest, in one or two lines. */
export function WhyDangling({ item }: { item: DanglingManifest }) {
  if (item.why === 'untagged') {
    return (
      <span className="block truncate" title={item.lastTag ?? undefined}>
        left by tag <strong className="font-medium">{item.lastTag ?? 'unknown'}</strong>{' '}
        <RelativeTime at={item.untaggedAt} className="text-muted" />
      </span>
    )
  }
  if (item.why === 'never-tagged') return <span className="text-muted">no tag seen since it is watched</span>
  return (
    <span title={item.of ?? undefined}>
      {item.why === 'child' ? 'listed only by' : 'refers to'}{' '}
      <code className="font-mono text-xs">{shortDigest(item.of ?? '')}</code>
      {item.why === 'child' ? ', which dangles' : ', which dangles or is gone'}
    </span>
  )
}
