import type { ReactNode } from 'react'
import { manifestHref, tagHref } from '@/components/shell/addresses'
import { shortDigest } from '@/lib/oci/digest'
import { ByteSize } from '../../ui/byte-size'
import { CopyButton } from '../../ui/copy-button'
import { KeyValueList } from '../../ui/key-value-list'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { PlatformChips } from '../platform-chips'
import { PullCount } from '../pull-count'
import type { Manifest } from '../queries'
import { StorageBar } from '../storage/storage-bar'

const TAGS_SHOWN = 12

interface FactsProps {
  manifest: Manifest
  tag: string | null
  /** How often its tag was asked for by name; undefined when it was come to by its digest. */
  tagPulls?: Manifest['pulls'] | undefined
}

/** What is known of a manifest at a glance. What is not known says so. */
export function Facts({ manifest, tag, tagPulls }: FactsProps) {
  const { registry, repository, digest, kind, subject } = manifest
  const isImage = kind === 'image' || kind === 'schema1'
  const items: { label: string; value: ReactNode }[] = [
    { label: 'Digest', value: <FullDigest digest={digest} /> },
    { label: 'Created', value: <RelativeTime at={manifest.createdAt} /> },
    {
      label: 'Total size',
      value: (
        <>
          <ByteSize bytes={manifest.totalBytes} />
          <span className="text-faint">
            {kind === 'index' ? ' compressed, all platforms' : ' compressed'}
          </span>
        </>
      ),
    },
    ...(manifest.uniqueBytes === null ? [] : [{ label: 'Storage', value: <Sharing manifest={manifest} /> }]),
    ...(isImage ? [{ label: 'Layers', value: manifest.layerCount.toLocaleString('en') }] : []),
    ...(manifest.platforms.length > 0
      ? [{ label: 'Platforms', value: <PlatformChips platforms={manifest.platforms} shown={6} /> }]
      : []),
    ...(tagPulls === undefined ? [] : [{ label: 'Pulled by tag', value: <PullCount pulls={tagPulls} /> }]),
    { label: 'Downloads', value: <PullCount pulls={manifest.pulls} /> },
    { label: 'Media type', value: <code className="font-mono text-xs">{manifest.mediaType}</code> },
    ...(manifest.artifactType
      ? [
          {
            label: 'Artifact type',
            value: <code className="font-mono text-xs">{manifest.artifactType}</code>,
          },
        ]
      : []),
    { label: tag === null ? 'Tags' : 'Other tags', value: <Tags manifest={manifest} except={tag} /> },
    ...(manifest.parents.length > 0 ? [{ label: 'Part of', value: <Parents manifest={manifest} /> }] : []),
    ...(subject
      ? [
          {
            label: 'Subject',
            value: (
              <AppLink
                href={manifestHref(registry, repository, subject)}
                className="text-link font-mono text-xs"
              >
                {shortDigest(subject)}
              </AppLink>
            ),
          },
        ]
      : []),
  ]
  return (
    <Panel aria-label="Facts">
      <PanelHeader title="Facts" />
      <KeyValueList items={items} className="p-4" />
    </Panel>
  )
}

function Sharing({ manifest: { totalBytes, uniqueBytes, sharedBytes } }: { manifest: Manifest }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StorageBar totalBytes={totalBytes} uniqueBytes={uniqueBytes} className="max-w-32" />
      <span title="Bytes that no other image of the registry holds">
        <ByteSize bytes={uniqueBytes} /> <span className="text-faint">unique</span>
      </span>
      <span title="Bytes that other images of the registry hold too">
        <ByteSize bytes={sharedBytes} /> <span className="text-faint">shared</span>
      </span>
    </span>
  )
}

function FullDigest({ digest }: { digest: string }) {
  return (
    <span className="flex min-w-0 items-center gap-0.5">
      <code title={digest} className="truncate font-mono text-xs">
        {digest}
      </code>
      <CopyButton text={digest} what="digest" />
    </span>
  )
}

function Tags({ manifest, except }: { manifest: Manifest; except: string | null }) {
  const { registry, repository, tags } = manifest
  const others = tags.filter((name) => name !== except)
  if (others.length === 0) return <span className="text-faint">{except === null ? 'untagged' : 'none'}</span>
  return (
    <span className="flex flex-wrap gap-x-2 gap-y-0.5">
      {others.slice(0, TAGS_SHOWN).map((name) => (
        <AppLink
          key={name}
          href={tagHref(registry, repository, name)}
          title={name}
          className="text-link inline-block min-h-6 min-w-6 max-w-60 truncate leading-6"
        >
          {name}
        </AppLink>
      ))}
      {others.length > TAGS_SHOWN && (
        <span className="text-muted" title={others.slice(TAGS_SHOWN).join('\n')}>
          and {others.length - TAGS_SHOWN} more
        </span>
      )}
    </span>
  )
}

function Parents({ manifest }: { manifest: Manifest }) {
  const { registry, repository, parents } = manifest
  return (
    <span className="flex flex-col gap-0.5">
      {parents.map((parent) => (
        <span key={parent.digest} className="flex min-w-0 items-baseline gap-2">
          <AppLink
            href={manifestHref(registry, repository, parent.digest)}
            title={parent.digest}
            className="text-link font-mono text-xs"
          >
            {shortDigest(parent.digest)}
          </AppLink>
          <span className="min-w-0 truncate text-muted" title={parent.tags.join('\n')}>
            {parent.tags.length > 0 ? parent.tags.slice(0, 4).join(', ') : 'untagged'}
            {parent.tags.length > 4 && ` and ${parent.tags.length - 4} more`}
          </span>
        </span>
      ))}
    </span>
  )
}
