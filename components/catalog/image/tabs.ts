export type ImageTab = 'layers' | 'config' | 'platforms' | 'chart' | 'contents' | 'manifest' | 'referrers'

const TABS: Readonly<Record<string, readonly ImageTab[]>> = {
  image: ['layers', 'config', 'manifest', 'referrers'],
  index: ['layers', 'config', 'platforms', 'manifest', 'referrers'],
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
}

/** What can be looked at: a chart has no build history, an index without a runnable image no config. */
export function tabsOf(manifest: { readonly kind: string; readonly hasImage: boolean }): readonly ImageTab[] {
  if (manifest.kind === 'index' && !manifest.hasImage) return ['platforms', 'manifest', 'referrers']
  return TABS[manifest.kind] ?? OTHER
}

/** The tab of the address, or the first where it names none of these. */
export function chooseTab(tabs: readonly ImageTab[], wanted: string | undefined): ImageTab {
  return tabs.find((tab) => tab === wanted) ?? tabs[0] ?? 'manifest'
}
