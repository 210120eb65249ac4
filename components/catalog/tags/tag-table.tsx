'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Suspense, useCallback, useMemo, useState } from 'react'
import { tagHref } from '@/components/shell/addresses'
import { BulkBar, DeletionDialog, PromoteDialog, RetagDialog } from '@/components/shell/cleanup-parts'
import { NominateDialog } from '@/components/shell/golden-parts'
import { MoreRows } from '@/components/ui/more-rows'
import { repositorySlug } from '@/lib/oci/slug'
import { copyText } from '../../ui/copy-button'
import { onDemand, usePreload } from '../../ui/on-demand'
import { Panel } from '../../ui/panel'
import { toast } from '../../ui/toast'
import { useGo } from '../../ui/use-go'
import { pullChoices } from '../pull-choices'
import { catalogQueries, type Tag } from '../queries'
import { RowGrid } from '../table/row-grid'
import { useRowTable } from '../table/use-row-table'
import { digestsOf, targetOf } from './deletion-target'
import { countOf, isChosen } from './selection'
import { TagRow } from './tag-row'
import type { TagAction, TagRights } from './tag-row-menu'
import { TagStates } from './tag-states'
import { TagTableHead } from './tag-table-head'
import { TagToolbar } from './tag-toolbar'
import { useSelection } from './use-selection'
import { useTagFilter } from './use-tag-filter'

const TagRowMenu = onDemand(() => import('./tag-row-menu').then((module) => module.TagRowMenu))
const SiblingTags = onDemand(() => import('./sibling-tags').then((module) => module.SiblingTags))
const ROW_PX = 41

export interface TagTableProps {
  registry: string
  registryUrl: string
  repository: string
  platforms: readonly string[]
  /** All tags of the repository, whatever the filter. */
  tagCount: number
  /** When the repository was last compared with the registry; null when never. */
  syncedAt: number | null
  can: TagRights
}

interface Opened {
  readonly what: 'menu' | 'siblings' | TagAction
  readonly tag: Tag
  readonly anchor: HTMLElement
}

/** The tags of a repository: any order over all of them, read from the index page by page as one scrolls. */
export function TagTable(props: TagTableProps) {
  const { registry, registryUrl, repository, platforms, tagCount, syncedAt, can } = props
  const { filter, change, sortBy, clear } = useTagFilter()
  const address = useMemo(
    () => ({ registry, repository: repositorySlug(repository) }),
    [registry, repository],
  )
  const query = useInfiniteQuery({
    ...catalogQueries.tags(address, filter),
    placeholderData: keepPreviousData,
  })
  const tags = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? 0

  const go = useGo()
  const [opened, setOpened] = useState<Opened | null>(null)
  usePreload(TagRowMenu, SiblingTags)
  const [isDeleting, setDeleting] = useState(false)
  const chosen = useSelection(tags, JSON.stringify([address, filter]), () => setDeleting(true))
  const { selection } = chosen
  const pullOf = (tag: Tag) => pullByTag({ registryUrl, repository, tag })
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])

  const live = useMemo(() => ({ keys: tags.map(({ name }) => name), marks: tags.map(markOf) }), [tags])
  const table = useRowTable({
    rows: {
      ...live,
      scope: query.isPlaceholderData ? null : JSON.stringify([address, filter]),
      pages: query.data?.pages.length ?? 0,
    },
    rowHeightPx: ROW_PX,
    onEnd,
    onOpen: (index) => {
      const href = tags[index] && tagHref(registry, repository, tags[index].name)
      if (href) go(href)
    },
    onCopy: async (index) => {
      const tag = tags[index]
      if (!tag || !(await copyText(pullOf(tag), 'pull command'))) return
      toast.success('Copied the pull command', { description: pullOf(tag) })
    },
  })
  // The button that opened something closes it too.
  const open = (what: Opened['what']) => (tag: Tag, anchor: HTMLElement) =>
    setOpened((before) => (before?.anchor === anchor ? null : { what, tag, anchor }))

  return (
    <Panel aria-label="Tags" className="overflow-visible">
      <TagToolbar
        filter={filter}
        platforms={platforms}
        onChange={change}
        count={query.data ? countText(total, tagCount) : null}
      />
      {tags.length === 0 ? (
        <TagStates query={query} filter={filter} syncedAt={syncedAt} onClear={clear} />
      ) : (
        <RowGrid
          label={`Tags of ${repository}`}
          head={
            <TagTableHead
              sort={filter.sort}
              onSort={sortBy}
              isAllChosen={tags.every((tag) => tag.digest === null || isChosen(selection, tag))}
              onChooseAll={chosen.chooseAll}
            />
          }
          table={{ ...table, onKeyDown: chosen.onKeyDown(table) }}
          total={total}
          isOutdated={query.isPlaceholderData}
          renderRow={(index) => {
            const tag = tags[index]
            if (!tag) return null
            return (
              <TagRow
                key={tag.name}
                tag={tag}
                index={index}
                isFresh={table.isFresh(index)}
                isActive={index === table.active}
                isChosen={isChosen(selection, tag)}
                onChoose={chosen.toggle}
                registry={registry}
                repository={repository}
                pullCommand={pullOf(tag)}
                onFocus={table.setActive}
                onMenu={open('menu')}
                onSiblings={open('siblings')}
              />
            )
          }}
        />
      )}
      <MoreRows query={query} what="tags" />
      <Suspense>
        {countOf(selection, total) > 0 && (
          <BulkBar
            target={targetOf(address, selection, filter)}
            count={countOf(selection, total)}
            more={selection.isAll || selection.digests.size >= total ? null : total}
            digests={digestsOf(selection, tags)}
            can={can.delete}
            isDeleting={isDeleting}
            onDeleting={setDeleting}
            onSelectAll={() => chosen.set({ isAll: true, digests: new Map() })}
            onClear={chosen.clear}
          />
        )}
        {opened?.what === 'deletion' && opened.tag.digest !== null && (
          <DeletionDialog
            target={{ ...address, body: { tags: [{ tag: opened.tag.name, digest: opened.tag.digest }] } }}
            onClose={() => setOpened(null)}
          />
        )}
        {opened?.what === 'retag' && opened.tag.digest !== null && (
          <RetagDialog {...address} digest={opened.tag.digest} tag="" onClose={() => setOpened(null)} />
        )}
        {opened?.what === 'promotion' && opened.tag.digest !== null && (
          <PromoteDialog
            {...address}
            tag={opened.tag.name}
            digest={opened.tag.digest}
            onClose={() => setOpened(null)}
          />
        )}
        {opened?.what === 'nomination' && (
          <NominateDialog
            {...{ registry, repository }}
            tag={opened.tag.name}
            digest={opened.tag.digest}
            onClose={() => setOpened(null)}
          />
        )}
        {opened?.what === 'menu' && (
          <TagRowMenu
            {...opened}
            {...{ registry, registryUrl, repository, can }}
            onClose={() => setOpened((now) => (now?.what === 'menu' ? null : now))}
            onOpen={(what) => setOpened({ ...opened, what })}
          />
        )}
        {opened?.what === 'siblings' && opened.tag.digest !== null && (
          <SiblingTags
            {...opened}
            {...{ registry, repository }}
            digest={opened.tag.digest}
            onClose={() => setOpened(null)}
            onShowOnly={(digest) => {
              setOpened(null)
              change({ digest })
            }}
          />
        )}
      </Suspense>
    </Panel>
  )
}

/** A tag that moved, or became readable, is worth a look too. */
const markOf = ({ digest, problem }: Tag) => `${digest} ${problem?.code}`

function pullByTag({ registryUrl, repository, tag }: { registryUrl: string; repository: string; tag: Tag }) {
  const { name, digest, kind } = tag
  return pullChoices({ registryUrl, repository, tag: name, digest, kind })[0]?.byTag ?? ''
}

function countText(shown: number, all: number): string {
  const of = shown < all ? ` of ${all.toLocaleString('en')}` : ''
  return `${shown.toLocaleString('en')}${of} ${all === 1 ? 'tag' : 'tags'}`
}
