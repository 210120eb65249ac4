/** What can be chosen for a channel, and what is in it. */
interface Choosing {
  /** Newest first. */
  readonly choices: readonly {
    readonly version: { readonly id: string }
    readonly refusal: object | null
  }[]
  readonly version: { readonly id: string } | null
  readonly waiting: { readonly version: { readonly id: string } } | null
}

/**
 * The version to offer first: the one that others have agreed to, else the newest that may go up. Never one older
 * than what is there, which somebody has to choose; without any, the newest, which says why not.
 */
export function offeredFirst(channel: Choosing): string {
  if (channel.waiting !== null) return channel.waiting.version.id
  const newer = channel.choices.slice(0, placeOfCurrent(channel))
  return (newer.find(({ refusal }) => refusal === null) ?? channel.choices[0])?.version.id ?? ''
}

/** Whether a version is older than the one that is there. */
export function isStepBack(channel: Choosing, id: string): boolean {
  return channel.choices.findIndex(({ version }) => version.id === id) > placeOfCurrent(channel)
}

function placeOfCurrent({ choices, version: current }: Choosing): number {
  const at = choices.findIndex(({ version }) => version.id === current?.id)
  return at === -1 ? choices.length : at
}
