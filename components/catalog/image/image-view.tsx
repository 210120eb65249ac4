import type { ReactNode } from 'react'
import { manifestHref, tagHref } from '@/components/shell/addresses'
import { Notice } from '../../ui/notice'
import type { Manifest } from '../queries'
import { Facts } from './facts'
import { PlatformSwitch } from './platform-switch'
import { PlatformTable } from './platform-table'
import { PullCommands } from './pull-commands'
import { TabBar } from './tab-bar'
import type { ImageTab } from './tabs'

interface ImageViewProps {
  manifest: Manifest
  registryUrl: string
  tag: string | null
  /** How often its tag was asked for by name; undefined when it was come to by its digest. */
  tagPulls?: Manifest['pulls'] | undefined
  tabs: readonly ImageTab[]
  tab: ImageTab
  /** Of an index: the platform looked at. */
  platform: string | undefined
  /** What the tab shows. */
  children: ReactNode
}

/** An image and what else a digest can be: facts, how to pull it, and a view by tab. */
export function ImageView(props: ImageViewProps) {
  const { manifest, registryUrl, tag, tagPulls, tabs, tab, platform, children } = props
  const { repository, digest, kind, entries } = manifest
  const hrefOf = (to: { tab?: ImageTab; platform?: string | undefined }) => {
    const search = new URLSearchParams()
    const wanted = { tab, platform, ...to }
    if (wanted.tab !== tabs[0]) search.set('tab', wanted.tab)
    if (wanted.platform !== undefined) search.set('platform', wanted.platform)
    return `${pathOf(manifest, tag)}${search.size > 0 ? `?${search}` : ''}`
  }
  const platforms = [
    ...new Set(entries.flatMap((entry) => (entry.isKnown && entry.platform ? [entry.platform] : []))),
  ]
  const images = entries.filter((entry) => entry.attests === null)
  const isPerPlatform = tab === 'layers' || tab === 'config' || tab === 'manifest'
  return (
    <>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <Facts {...{ manifest, tag, tagPulls }} />
        <PullCommands key={digest} {...{ registryUrl, repository, tag, digest, kind }} />
      </div>
      <div className="flex flex-col gap-4">
        <TabBar
          tabs={tabs}
          current={tab}
          hrefOf={(to) => hrefOf({ tab: to })}
          counts={kind === 'index' ? { platforms: images.length } : {}}
        />
        {platforms.length > 0 && isPerPlatform && (
          <PlatformSwitch
            platforms={platforms}
            current={platform}
            hrefOf={(to) => hrefOf({ platform: to })}
          />
        )}
        {kind === 'index' && platforms.length === 0 && images.length > 0 && (
          <NoImage isNested={images.some((entry) => entry.isKnown && entry.kind === 'index')} />
        )}
        {tab === 'platforms' ? (
          <PlatformTable
            manifest={manifest}
            hrefOf={(to) => hrefOf({ tab: tabs[0] ?? 'layers', platform: to })}
          />
        ) : (
          children
        )}
      </div>
    </>
  )
}

function NoImage({ isNested }: { isNested: boolean }) {
  if (isNested) {
    return (
      <Notice title="This index lists other indexes">Open one by its digest to see the images in it.</Notice>
    )
  }
  return (
    <Notice title="None of its images has been read">
      This index lists no platform whose manifest Assay knows. The platforms tab shows what it lists.
    </Notice>
  )
}

function pathOf({ registry, repository, digest }: Manifest, tag: string | null): string {
  return tag === null ? manifestHref(registry, repository, digest) : tagHref(registry, repository, tag)
}
