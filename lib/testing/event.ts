export interface EventInput {
  readonly id: string
  readonly action?: string
  readonly repository?: string
  readonly tag?: string | undefined
  readonly digest?: string | undefined
  readonly mediaType?: string
  readonly method?: string
  readonly client?: string
  readonly actor?: string
  readonly timestamp?: unknown
}

/** An event as distribution writes it. */
export function buildEvent(input: EventInput): object {
  const action = input.action ?? 'push'
  return {
    id: input.id,
    timestamp: 'timestamp' in input ? input.timestamp : new Date().toISOString(),
    action,
    target: {
      mediaType: input.mediaType ?? 'application/vnd.oci.image.manifest.v1+json',
      size: 500,
      length: 500,
      repository: input.repository ?? 'team/app',
      url: 'http://169.254.169.254/v2/',
      ...(input.tag !== undefined && { tag: input.tag }),
      ...(input.digest !== undefined && { digest: input.digest }),
    },
    request: {
      id: 'r',
      addr: '10.0.0.1:1',
      host: 'registry',
      method: input.method ?? (action === 'pull' ? 'GET' : 'PUT'),
      useragent: input.client ?? 'docker/28.0',
    },
    actor: input.actor === undefined ? {} : { name: input.actor },
    source: { addr: 'registry:5000', instanceID: 'i' },
  }
}

export function envelopeOf(...events: readonly unknown[]): string {
  return JSON.stringify({ events })
}
