import type { ReactNode } from 'react'
import { shortDigest } from '@/lib/oci/digest'
import { ByteSize } from '../ui/byte-size'
import { CopyField } from '../ui/copy-field'
import { Notice } from '../ui/notice'
import { RelativeTime } from '../ui/relative-time'
import { listWords, methodTitle } from './plan-words'
import { PlannedTags } from './planned-tags'
import type { DeletionPlan, PlannedTag } from './queries'

/** Everything that a deletion would do, and what it would not. */
export function PlanView({ plan, onLookAgain }: { plan: DeletionPlan; onLookAgain: ReactNode }) {
  const { tags, tagCount, blocks, method, can } = plan
  const [only] = tags
  return (
    <>
      {!can.delete.allowed && (
        <Notice tone="warn" title="You may not delete here">
          {can.delete.reason}
        </Notice>
      )}
      <Live plan={plan} onLookAgain={onLookAgain} />
      {blocks.map(({ code, message }) => (
        <Notice key={code} tone="danger">
          {message}
        </Notice>
      ))}
      {tagCount === 1 && only !== undefined ? (
        <OneTag tag={only} />
      ) : (
        <PlannedTags tags={tags} total={tagCount} />
      )}
      {method.kind !== 'unavailable' && <Effects plan={plan} />}
      {method.setting !== null && (
        <div className="flex flex-col gap-1">
          <p className="text-xs text-muted">The setting of the registry that makes it possible:</p>
          <CopyField text={method.setting} what="setting" />
        </div>
      )}
    </>
  )
}

/** What changes by it, and how; nothing of it where the registry does not delete. */
function Effects({ plan }: { plan: DeletionPlan }) {
  const { tagCount, untagged, reclaimable, method } = plan
  return (
    <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 max-sm:grid-cols-[auto_minmax(0,1fr)] gap-y-1.5">
      <Fact label="Removed">
        {plan.removedCount.toLocaleString('en')} of {tagCount.toLocaleString('en')}{' '}
        {tagCount === 1 ? 'tag' : 'tags'}
        {tagCount > plan.removedCount && ', the others are left alone'}
      </Fact>
      <Fact label="Untagged afterwards">
        {untagged.count === 0
          ? 'no manifest'
          : `${untagged.count.toLocaleString('en')} ${untagged.count === 1 ? 'manifest' : 'manifests'}`}
        {untagged.removedCount > 0 && `, ${untagged.removedCount.toLocaleString('en')} of them deleted too`}
      </Fact>
      <Fact label="Reclaimable">
        {reclaimable.bytes === null ? (
          <span className="text-faint">unknown</span>
        ) : (
          <>
            <ByteSize bytes={reclaimable.bytes} /> after garbage collection
            {untagged.count > untagged.removedCount && ', once the untagged manifests are deleted'}
          </>
        )}
        {reclaimable.unknownManifests > 0 &&
          `; ${reclaimable.unknownManifests.toLocaleString('en')} of unknown size`}
      </Fact>
      <Fact label="How">
        <span className="font-medium">{methodTitle(method)}.</span> {method.reason}
      </Fact>
      <Fact label="Undo">
        From the trash, where it expires <RelativeTime at={plan.restorableUntil} />, as long as the registry
        keeps the layers.
      </Fact>
    </dl>
  )
}

function OneTag({ tag }: { tag: PlannedTag }) {
  const { digest, siblings, parents, referrers, protection } = tag
  return (
    <div className="flex flex-col gap-2">
      {protection !== null && (
        <Notice tone="warn" title={`Protected by ${protection.source}`}>
          {protection.detail}
        </Notice>
      )}
      <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 max-sm:grid-cols-[auto_minmax(0,1fr)] gap-y-1.5">
        <Fact label="Digest">
          {digest === null ? 'unknown' : <code className="font-mono text-xs">{shortDigest(digest)}</code>}
        </Fact>
        {siblings.count > 0 && (
          <Fact label="Same digest, kept">
            {siblings.count.toLocaleString('en')} {siblings.count === 1 ? 'tag' : 'tags'}:{' '}
            {listWords(siblings)}
          </Fact>
        )}
        {parents.count > 0 && <Fact label="Listed by, kept">{listWords(shortened(parents), 3)}</Fact>}
        {referrers.count > 0 && <Fact label="Referrers, kept">{listWords(shortened(referrers), 3)}</Fact>}
      </dl>
    </div>
  )
}

function shortened({ count, first }: { count: number; first: readonly string[] }) {
  return { count, first: first.map(shortName) }
}

function shortName(name: string): string {
  return name.startsWith('sha') ? shortDigest(name) : name
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  )
}

function Live({ plan: { live }, onLookAgain }: { plan: DeletionPlan; onLookAgain: ReactNode }) {
  if (live === null || live.state === 'same') return null
  if (live.state === 'unknown') {
    return (
      <Notice tone="warn">The registry did not say what the tag names now. It is asked again first.</Notice>
    )
  }
  return (
    <Notice
      tone="warn"
      title={live.state === 'gone' ? 'The tag is gone already' : 'The tag has moved since it was last seen'}
      actions={onLookAgain}
    >
      {live.digest === null
        ? 'The registry has no such tag.'
        : `It names ${shortDigest(live.digest)} now. Look again before deleting it.`}
    </Notice>
  )
}
