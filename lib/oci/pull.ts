/** Engines a pull command is offered for, in the order people look for them. */
export const PULL_TOOLS = ['docker', 'podman', 'nerdctl', 'crictl'] as const
export type PullTool = (typeof PULL_TOOLS)[number]

export interface PullTarget {
  /** As the registry is connected: `https://registry.example:5000/optional/prefix`. */
  readonly registryUrl: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

export interface PullCommand {
  readonly tool: PullTool
  /** Null without a tag. What it pulls may change. */
  readonly byTag: string | null
  /** Null without a digest. Always pulls the same bytes. */
  readonly byDigest: string | null
}

/** The name engines know a registry by: its address without the scheme. */
export function registryHost(registryUrl: string): string {
  return registryUrl.replace(/^https?:\/\//, '').replace(/\/+$/, '')
}

/** What to type to pull an image, by tag and by digest. */
export function pullCommands(target: PullTarget): readonly PullCommand[] {
  const name = `${registryHost(target.registryUrl)}/${target.repository}`
  return PULL_TOOLS.map((tool) => ({
    tool,
    byTag: target.tag === null ? null : `${tool} pull ${name}:${target.tag}`,
    byDigest: target.digest === null ? null : `${tool} pull ${name}@${target.digest}`,
  }))
}
