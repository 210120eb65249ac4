import { Boxes, Fingerprint, Layers, Tag, Tags } from 'lucide-react'
import type { ReactNode } from 'react'
import { layerHref, manifestHref, repositoryHref, tagHref } from '@/components/shell/addresses'
import { GoldenMarks } from '@/components/shell/golden-parts'
import { shortDigest } from '@/lib/oci/digest'
import { formatBytes } from '../../ui/format-bytes'
import { AppLink } from '../../ui/link'
import { kindLabel } from '../kind-badge'
import type { SearchGroupName, SearchHit } from '../queries'
import { Marked } from './marked'

interface HitRowProps {
  group: SearchGroupName
  hit: SearchHit
  terms: readonly string[]
}

/** One thing found, as a link to it, with what was looked for marked. */
export function HitRow({ group, hit, terms }: HitRowProps) {
  const shown = SHOWN[group](hit, terms)
  return (
    <li>
      <AppLink
        href={shown.href}
        data-hit
        className="flex min-h-10 items-center gap-3 px-4 py-1.5 -outline-offset-2 hover:bg-hover focus-visible:bg-selected"
      >
        <span aria-hidden="true" className="text-faint [&_svg]:size-4">
          {shown.icon}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-x-3 sm:flex-row sm:items-center">
          <span
            className="min-w-0 flex-1 font-medium max-sm:line-clamp-2 max-sm:wrap-anywhere sm:truncate"
            title={shown.title}
          >
            {shown.label}
          </span>
          <GoldenMarks marks={hit.golden} isLink={false} className="max-w-[30%] max-sm:hidden" />
          <span className="truncate text-xs text-muted sm:max-w-[45%]">{shown.detail}</span>
          <span className="hidden max-w-40 truncate text-xs text-faint sm:inline">{hit.registry}</span>
        </span>
      </AppLink>
    </li>
  )
}

interface Shown {
  readonly icon: ReactNode
  readonly href: string
  readonly title: string
  readonly label: ReactNode
  readonly detail: ReactNode
}

type Show = (hit: SearchHit, terms: readonly string[]) => Shown

const SHOWN: Readonly<Record<SearchGroupName, Show>> = {
  repositories: ({ registry, repository, tagCount }, terms) => ({
    icon: <Boxes />,
    href: repositoryHref(registry, repository),
    title: repository,
    label: <Marked text={repository} terms={terms} />,
    detail: `${(tagCount ?? 0).toLocaleString('en')} ${tagCount === 1 ? 'tag' : 'tags'}`,
  }),
  tags: ({ registry, repository, tag, digest }, terms) => ({
    icon: <Tag />,
    href: tagHref(registry, repository, tag ?? ''),
    title: `${repository}:${tag}`,
    label: (
      <>
        <span className="text-muted">{repository}:</span>
        <Marked text={tag ?? ''} terms={terms} />
      </>
    ),
    detail: <span className="font-mono">{digest === null ? 'digest unknown' : shortDigest(digest)}</span>,
  }),
  images: ({ registry, repository, digest, kind, tags }, terms) => ({
    icon: <Fingerprint />,
    href: manifestHref(registry, repository, digest ?? ''),
    title: `${repository}@${digest}`,
    label: (
      <>
        <span className="text-muted">{repository}@</span>
        <Marked text={digest ?? ''} terms={terms} />
      </>
    ),
    detail: `${kindLabel(kind ?? 'unknown')}, ${namesOf(tags)}`,
  }),
  layers: ({ registry, repository, layer }, terms) => ({
    icon: <Layers />,
    href: layerHref(registry, layer?.digest ?? ''),
    title: layer?.digest ?? '',
    label: <Marked text={layer?.digest ?? ''} terms={terms} />,
    detail: `${formatBytes(layer?.size)}, in ${repository}`,
  }),
  labels: ({ registry, repository, digest, tags, label }, terms) => ({
    icon: <Tags />,
    href: manifestHref(registry, repository, digest ?? ''),
    title: `${label?.name}=${label?.value}`,
    label: (
      <>
        <span className="text-muted">
          <Marked text={`${label?.name ?? ''}=`} terms={terms} />
        </span>
        <Marked text={label?.value ?? ''} terms={valueTerms(terms)} />
      </>
    ),
    detail: `${repository}${tags.length > 0 ? `:${tags[0]}` : `@${shortDigest(digest ?? '')}`}`,
  }),
}

/** Of `key=value` the value is in the value. */
function valueTerms(terms: readonly string[]): readonly string[] {
  return terms.map((term) => term.slice(term.indexOf('=') + 1))
}

function namesOf(tags: readonly string[]): string {
  return tags.length > 0 ? tags.slice(0, 3).join(', ') : 'untagged'
}
