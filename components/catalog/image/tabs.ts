export type ImageTab =
  | 'layers'
  | 'config'
  | 'platforms'
  | 'chart'
  | 'contents'
  | 'manifest'
  | 'referrers'
  | 'checks'
  | 'history'

const TABS: Readonly<Record<string, readonly ImageTab[]>> = {
  image: ['layers', 'config', 'manifest', 'checks', 'referrers'],
  index: ['layers', 'config', 'platforms', 'manifest', 'checks', 'referrers'],
  helm: ['chart', 'contents', 'manifest', 'referrers'],
}
const OTHER: readonly ImageTab[] = ['contents', 'manifest', 'referrers']

export const TAB_LABELS: Readonly<Record<ImageTab, string>> = {
  layers: 'Layers',
  config: 'Config',
  platforms: 'Platforms',
  chart: 'Chart',
  contents: 'Contents',
  manifest: 'Manifest',
  referrers: 'Referrers',
  checks: 'Checks',
  history: 'History',
}

/** What can be looked at: a chart has no build history, an index without a runnable image no config. */
export function tabsOf(manifest: {
  readonly kind: string
  readonly hasImage: boolean
  /** It was come to by a tag, which has a history. */
  readonly hasTag: boolean
}): readonly ImageTab[] {
  return manifest.hasTag ? [...contentTabs(manifest), 'history'] : contentTabs(manifest)
}

function contentTabs({ kind, hasImage }: { readonly kind: string; readonly hasImage: boolean }) {
  if (kind === 'index' && !hasImage) return ['platforms', 'manifest', 'referrers'] as const
  return TABS[kind] ?? OTHER
}

/** The tab of the address, or the first where it names none of these. */
export function chooseTab(tabs: readonly ImageTab[], wanted: string | undefined): ImageTab {
  return tabs.find((tab) => tab === wanted) ?? tabs[0] ?? 'manifest'
}
