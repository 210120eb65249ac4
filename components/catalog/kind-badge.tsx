import { tagKindOf } from '@/lib/oci/tag-kind'
import { Badge } from '../ui/badge'

const KINDS: Readonly<Record<string, string>> = {
  image: 'Image',
  index: 'Multi-platform',
  helm: 'Helm chart',
  attestation: 'Attestation',
  signature: 'Signature',
  artifact: 'Artifact',
  schema1: 'Schema 1',
  unknown: 'Unknown',
}

const TOOL_TAGS = {
  referrers: 'Referrers list',
  signature: 'Signature',
  attestation: 'Attestation',
  sbom: 'SBOM',
} as const

/** A kind of manifest in words for people. */
export function kindLabel(kind: string): string {
  return KINDS[kind] ?? kind
}

/** Every kind the tags can be narrowed to. */
export const KIND_CHOICES = Object.keys(KINDS).map((kind) => ({ kind, label: kindLabel(kind) }))

/** What a manifest is. Where it is quiet an ordinary image goes without saying, because most are. */
export function KindBadge({ kind, tag, isQuiet = false }: { kind: string; tag?: string; isQuiet?: boolean }) {
  const toolTag = tag === undefined ? undefined : tagKindOf(tag)
  if (toolTag !== undefined && toolTag.kind !== 'plain') {
    return <Badge title={`Kept by tools for ${toolTag.subject}`}>{TOOL_TAGS[toolTag.kind]}</Badge>
  }
  if (kind === 'image' && isQuiet) return null
  if (kind === 'index') return <Badge tone="info">{kindLabel(kind)}</Badge>
  if (kind === 'unknown' || kind === 'schema1') return <Badge tone="warn">{kindLabel(kind)}</Badge>
  return <Badge>{kindLabel(kind)}</Badge>
}
