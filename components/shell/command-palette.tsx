'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Kbd } from '@/components/ui/kbd'
import { BACKDROP } from '@/components/ui/modal-style'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import { useGo } from '@/components/ui/use-go'
import type { PaletteItem } from './palette-items'
import { optionId, PaletteList } from './palette-list'
import { rememberRecent } from './recent-items'
import { usePalette } from './use-palette'
import { usePaletteAction } from './use-palette-action'

const POPUP = [
  'fixed top-[12dvh] left-1/2 z-50 flex max-h-[min(560px,76dvh)] w-[calc(100vw-24px)] max-w-[620px] -translate-x-1/2 flex-col',
  'overflow-hidden rounded-xl border border-line bg-raised shadow-modal outline-none transition duration-100',
  'data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0',
].join(' ')

/** Search over everything the index holds, and the quickest way to any page. */
export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className={POPUP}>
          <Dialog.Title className="sr-only">Search and go</Dialog.Title>
          <Palette onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Palette({ onClose }: { onClose: () => void }) {
  const [q, setQ] = useState('')
  const [active, setActive] = useState(0)
  const { groups, isSearching, error, retry } = usePalette(q)
  const items = groups.flatMap((group) => group.items)
  const current = items[Math.min(active, items.length - 1)]
  const go = useGo()
  const act = usePaletteAction()

  useEffect(() => {
    if (current) document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const choose = (item: PaletteItem) => {
    rememberRecent(item)
    onClose()
    if (item.action) act(item.action)
    else go(item.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextActive(event.key, Math.min(active, items.length - 1), items.length)
    if (next !== null) setActive(next)
    else if (event.key === 'Enter' && current) choose(current)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4">
        {isSearching ? (
          <Spinner className="text-faint" />
        ) : (
          <Search aria-hidden="true" className="size-3.5 text-faint" />
        )}
        <input
          role="combobox"
          aria-label="Search repositories, tags, digests and labels"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={current && optionId(current)}
          placeholder="Search repositories, tags, digests, labels…"
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
        />
        <Kbd>Esc</Kbd>
      </div>
      {error !== null && (
        <div className="flex items-center gap-2 p-2">
          <ProblemNotice error={error} className="flex-1" />
          <button type="button" onClick={retry} className="text-link px-2 text-xs">
            Try again
          </button>
        </div>
      )}
      <PaletteList
        groups={groups}
        current={current}
        onPoint={(item) => setActive(items.indexOf(item))}
        onChoose={choose}
      />
      <PaletteFoot isEmpty={items.length === 0 && !isSearching && error === null} q={q} />
    </>
  )
}

function PaletteFoot({ isEmpty, q }: { isEmpty: boolean; q: string }) {
  return (
    <>
      <p role="status" className={cx('px-4 text-center text-muted', isEmpty ? 'pb-10' : 'sr-only')}>
        {isEmpty &&
          `Nothing matches “${q.trim()}”. Names, tags, labels and the start of a digest can be searched.`}
      </p>
      <footer className="hidden items-center gap-4 border-t border-line px-4 py-2 text-xs text-faint sm:flex">
        <span className="flex items-center gap-1">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> to choose
        </span>
        <span className="flex items-center gap-1">
          <Kbd>Enter</Kbd> to open
        </span>
      </footer>
    </>
  )
}

function nextActive(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (active + 1) % count
  if (key === 'ArrowUp') return (active - 1 + count) % count
  return null
}
