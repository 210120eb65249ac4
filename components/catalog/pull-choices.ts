import { type PullTarget, pullCommands, registryHost } from '@/lib/oci/pull'

export interface PullChoice {
  readonly tool: string
  readonly byTag: string | null
  readonly byDigest: string | null
}

const IMAGE_KINDS = new Set(['image', 'index', 'schema1', 'unknown'])

/** How to fetch a thing with the tools that understand it: no engine runs a chart or a signature. */
export function pullChoices(target: PullTarget & { readonly kind: string }): readonly PullChoice[] {
  if (IMAGE_KINDS.has(target.kind)) return pullCommands(target)

  const name = `${registryHost(target.registryUrl)}/${target.repository}`
  const { tag, digest } = target
  const oras = {
    tool: 'oras',
    byTag: tag === null ? null : `oras pull ${name}:${tag}`,
    byDigest: digest === null ? null : `oras pull ${name}@${digest}`,
  }
  if (target.kind !== 'helm' || tag === null) return [oras]
  return [{ tool: 'helm', byTag: helmPull(name, tag), byDigest: null }, oras]
}

/** A tag cannot hold the `+` of a chart's version, so helm writes `_` for it. */
function helmPull(name: string, tag: string): string {
  return `helm pull oci://${name} --version ${tag.replaceAll('_', '+')}`
}
