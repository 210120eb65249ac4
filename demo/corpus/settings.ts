/** The `config` section of an image config, with the spelling of the OCI image spec. */
export interface Settings {
  readonly Env?: readonly string[]
  readonly Labels?: Readonly<Record<string, string>>
  readonly Entrypoint?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly User?: string
  readonly WorkingDir?: string
  readonly ExposedPorts?: Readonly<Record<string, object>>
  readonly Volumes?: Readonly<Record<string, object>>
  readonly StopSignal?: string
  readonly Healthcheck?: { readonly Test: readonly string[] }
}

/** What a later instruction makes of the settings before it: variables by name, labels by key, the rest replaced. */
export function mergeSettings(before: Settings, change: Settings): Settings {
  return {
    ...before,
    ...change,
    ...((before.Env || change.Env) && { Env: mergeEnv(before.Env ?? [], change.Env ?? []) }),
    ...((before.Labels || change.Labels) && { Labels: { ...before.Labels, ...change.Labels } }),
    ...((before.ExposedPorts || change.ExposedPorts) && {
      ExposedPorts: { ...before.ExposedPorts, ...change.ExposedPorts },
    }),
  }
}

function mergeEnv(before: readonly string[], change: readonly string[]): string[] {
  const byName = new Map([...before, ...change].map((pair) => [pair.slice(0, pair.indexOf('=')), pair]))
  return [...byName.values()]
}
