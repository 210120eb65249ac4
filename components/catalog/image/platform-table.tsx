import { manifestHref } from '@/components/shell/addresses'
import { shortDigest } from '@/lib/oci/digest'
import { Badge } from '../../ui/badge'
import { ByteSize } from '../../ui/byte-size'
import { DigestText } from '../../ui/digest-text'
import { EmptyState } from '../../ui/empty-state'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { KindBadge } from '../kind-badge'
import type { Manifest } from '../queries'

type Entry = Manifest['entries'][number]

interface PlatformTableProps {
  manifest: Manifest
  /** Where the layer history of a platform is shown. */
  hrefOf: (platform: string) => string
}

/** What an index lists. Attestations stand folded under the image they speak of. */
export function PlatformTable({ manifest, hrefOf }: PlatformTableProps) {
  const images = manifest.entries.filter((entry) => entry.attests === null)
  const attestations = manifest.entries.filter((entry) => entry.attests !== null)
  const orphans = attestations.filter(({ attests }) => images.every((image) => image.digest !== attests))
  return (
    <Panel aria-label="Platforms">
      <PanelHeader title="Platforms" description={entriesText(images.length, attestations.length)} />
      {manifest.entries.length === 0 ? (
        <EmptyState title="An empty index">It lists nothing.</EmptyState>
      ) : (
        <table className="data-table table-fixed">
          <caption className="sr-only">Entries of the index</caption>
          <thead>
            <tr>
              <th>Platform</th>
              <th className="hidden w-40 sm:table-cell">Digest</th>
              <th className="hidden w-40 md:table-cell">Kind</th>
              <th className="num w-28">Total size</th>
              <th className="w-36 md:w-48">Attestations</th>
            </tr>
          </thead>
          <tbody>
            {[...images, ...orphans].map((entry) => (
              <EntryRow
                key={entry.digest}
                {...{ entry, manifest, hrefOf }}
                attestations={attestations.filter((candidate) => candidate.attests === entry.digest)}
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function entriesText(images: number, attestations: number): string {
  const listed = `${images} ${images === 1 ? 'entry' : 'entries'}`
  return attestations === 0
    ? listed
    : `${listed}, ${attestations} ${attestations === 1 ? 'attestation' : 'attestations'}`
}

interface EntryRowProps extends PlatformTableProps {
  entry: Entry
  attestations: readonly Entry[]
}

function EntryRow({ entry, attestations, manifest, hrefOf }: EntryRowProps) {
  const { registry, repository } = manifest
  const href = (digest: string) => manifestHref(registry, repository, digest)
  return (
    <tr>
      <td className="clip">
        {entry.platform && entry.isKnown ? (
          <AppLink
            href={hrefOf(entry.platform)}
            scroll={false}
            className="font-mono text-xs font-medium hover:underline"
          >
            {entry.platform}
          </AppLink>
        ) : (
          <span className="font-mono text-xs">{entry.platform ?? 'no platform'}</span>
        )}
        {!entry.isKnown && (
          <Badge
            tone="warn"
            className="ml-2"
            title="Its manifest is not in the index of Assay; opening it asks the registry"
          >
            not read
          </Badge>
        )}
      </td>
      <td className="hidden sm:table-cell">
        <DigestText digest={entry.digest} href={href(entry.digest)} />
      </td>
      <td className="hidden md:table-cell">
        <KindBadge kind={entry.kind ?? 'unknown'} />
      </td>
      <td className="num">
        <ByteSize bytes={entry.totalBytes} />
      </td>
      <td>
        {attestations.length === 0 && <span className="text-faint">none</span>}
        <span className="flex flex-wrap gap-x-2">
          {attestations.map((attestation) => (
            <AppLink
              key={attestation.digest}
              href={href(attestation.digest)}
              title={attestation.digest}
              className="text-link font-mono text-xs"
            >
              {shortDigest(attestation.digest)}
            </AppLink>
          ))}
        </span>
      </td>
    </tr>
  )
}
