'use client'
import { useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { manifestHref } from '@/components/shell/addresses'
import { displaySafe } from '@/lib/oci/display'
import { repositorySlug } from '@/lib/oci/slug'
import { ByteSize } from '../../ui/byte-size'
import { DigestText } from '../../ui/digest-text'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { SkeletonRows } from '../../ui/skeleton'
import { catalogQueries, type Referrers } from '../queries'

interface ReferrersViewProps {
  registry: string
  repository: string
  digest: string
}

const SOURCES: Readonly<Record<Referrers['source'], string>> = {
  api: 'As the registry’s referrers API tells',
  'fallback-tag': 'From the fallback tag, because the registry has no referrers API',
  index: 'As last seen by Assay',
  none: 'The registry has no referrers API and no fallback tag for this digest',
}

/** Signatures, SBOMs and attestations that name this manifest. The registry is asked, so this loads by itself. */
export function ReferrersView({ registry, repository, digest }: ReferrersViewProps) {
  const address = { registry, repository: repositorySlug(repository), digest }
  const query = useQuery(catalogQueries.referrers(address))
  const { data, error } = query
  return (
    <Panel aria-label="Referrers">
      <PanelHeader title="Referrers" description={sourceText(data, error)} />
      {!data && error && <FailedState title="The referrers could not be loaded" query={query} />}
      {!data && !error && <SkeletonRows rows={3} columns={4} />}
      {data?.problem && (
        <Notice tone="warn" title="The registry could not be asked" className="m-3">
          {data.problem.message} What follows is the last known state.
        </Notice>
      )}
      {data?.items.length === 0 && (
        <EmptyState icon={<Link2 aria-hidden="true" />} title={data.problem ? 'None known' : 'No referrers'}>
          {data.problem
            ? 'There may be some that Assay has not seen.'
            : 'No signature, SBOM or attestation refers to this digest.'}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <ReferrerTable {...{ registry, repository }} items={data.items} />}
    </Panel>
  )
}

function sourceText(data: Referrers | undefined, error: unknown): string {
  if (data) return SOURCES[data.source]
  return error ? 'Not known at the moment' : 'Asking the registry'
}

interface ReferrerTableProps {
  registry: string
  repository: string
  items: Referrers['items']
}

function ReferrerTable({ registry, repository, items }: ReferrerTableProps) {
  return (
    <table className="data-table table-fixed">
      <caption className="sr-only">Referrers</caption>
      <thead>
        <tr>
          <th className="w-44">Digest</th>
          <th>Type</th>
          <th className="hidden md:table-cell">Annotations</th>
          <th className="num w-24">Size</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.digest} className="align-top">
            <td>
              <DigestText digest={item.digest} href={manifestHref(registry, repository, item.digest)} />
            </td>
            <td className="text-xs wrap-anywhere">
              <code className="font-mono">{displaySafe(item.artifactType ?? item.mediaType)}</code>
            </td>
            <td className="hidden text-xs wrap-anywhere md:table-cell">
              <Annotations annotations={item.annotations} />
            </td>
            <td className="num">
              <ByteSize bytes={item.size} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Annotations({ annotations }: { annotations: Readonly<Record<string, string>> }) {
  const entries = Object.entries(annotations)
  if (entries.length === 0) return <span className="text-faint">none</span>
  return (
    <dl className="py-1">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="inline text-muted">{displaySafe(name)}: </dt>
          <dd className="inline font-mono">{displaySafe(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
