import { Boxes, Fingerprint, Tag } from 'lucide-react'
import type { ReactNode } from 'react'
import { manifestHref, repositoryHref, tagHref } from '@/components/shell/addresses'
import { shortDigest } from '@/lib/oci/digest'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { kindLabel } from '../kind-badge'
import type { SearchResults } from '../queries'

/** At most ten of each come; more than that is a reason to type one letter more. */
const HITS_MAX = 10

/** What was found, by what it is. Groups without a hit are left out. */
export function SearchGroups({ results }: { results: SearchResults }) {
  const { repositories, tags, digests } = results
  return (
    <div className="flex flex-col gap-4">
      <Group title="Repositories" count={repositories.length}>
        {repositories.map(({ registry, repository, tagCount }) => (
          <Hit
            key={`${registry} ${repository}`}
            icon={<Boxes />}
            href={repositoryHref(registry, repository)}
            label={repository}
            detail={`${tagCount.toLocaleString('en')} ${tagCount === 1 ? 'tag' : 'tags'}`}
            registry={registry}
          />
        ))}
      </Group>
      <Group title="Tags" count={tags.length}>
        {tags.map(({ registry, repository, tag, digest }) => (
          <Hit
            key={`${registry} ${repository} ${tag}`}
            icon={<Tag />}
            href={tagHref(registry, repository, tag)}
            label={
              <>
                <span className="text-muted">{repository}:</span>
                {tag}
              </>
            }
            detail={digest === null ? 'digest unknown' : shortDigest(digest)}
            isMono
            registry={registry}
          />
        ))}
      </Group>
      <Group title="Digests" count={digests.length}>
        {digests.map(({ registry, repository, digest, kind, tags: names }) => (
          <Hit
            key={`${registry} ${repository} ${digest}`}
            icon={<Fingerprint />}
            href={manifestHref(registry, repository, digest)}
            label={
              <>
                <span className="text-muted">{repository}@</span>
                {digest}
              </>
            }
            detail={`${kindLabel(kind)}, ${names.length > 0 ? names.slice(0, 3).join(', ') : 'untagged'}`}
            registry={registry}
          />
        ))}
      </Group>
    </div>
  )
}

function Group({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null
  return (
    <Panel aria-label={title}>
      <PanelHeader
        title={title}
        actions={
          <span className="text-xs text-faint">{count === HITS_MAX ? `the first ${HITS_MAX}` : count}</span>
        }
      />
      <ul className="divide-y divide-line">{children}</ul>
    </Panel>
  )
}

interface HitProps {
  icon: ReactNode
  href: string
  label: ReactNode
  detail: string
  isMono?: boolean
  registry: string
}

function Hit({ icon, href, label, detail, isMono = false, registry }: HitProps) {
  return (
    <li>
      <AppLink
        href={href}
        className="flex min-h-10 items-center gap-3 px-4 py-1.5 -outline-offset-2 hover:bg-hover"
      >
        <span aria-hidden="true" className="text-faint [&_svg]:size-4">
          {icon}
        </span>
        <span className="min-w-0 flex-1 truncate font-medium">{label}</span>
        <span className={isMono ? 'font-mono text-xs text-muted' : 'max-w-[40%] truncate text-xs text-muted'}>
          {detail}
        </span>
        <span className="hidden text-xs text-faint sm:inline">{registry}</span>
      </AppLink>
    </li>
  )
}
