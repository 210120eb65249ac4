'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Tag } from '../queries'
import { choose, isChosen, NOTHING, rangeOf, type Selection } from './selection'

interface SelectionKeys {
  readonly active: number
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/**
 * Which rows of the tag table are chosen: by click, by range with Shift, and by keys. It is kept by name, so it
 * survives changes of the list; another filter ends it.
 */
export function useSelection(tags: readonly Tag[], scope: string, onDelete: () => void) {
  const [held, setHeld] = useState({ scope, selection: NOTHING })
  const anchor = useRef(-1)
  const selection = held.scope === scope ? held.selection : NOTHING
  const set = (next: Selection) => setHeld({ scope, selection: next })

  const toggle = (index: number, isRange: boolean) => {
    const tag = tags[index]
    if (tag === undefined) return
    const from = isRange && anchor.current >= 0 ? anchor.current : index
    anchor.current = index
    set(choose(selection, rangeOf(tags, from, index), isRange || !isChosen(selection, tag)))
  }
  const extend = (index: number, by: 1 | -1) => {
    anchor.current = index + by
    set(choose(selection, rangeOf(tags, index, Math.max(0, index + by)), true))
  }
  /** The keys of choosing, in front of those of the table. */
  const onKeyDown = (table: SelectionKeys) => (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    const hasAny = selection.isAll || selection.digests.size > 0
    if (isPlain && event.key === 'x') {
      toggle(table.active, event.shiftKey)
      event.preventDefault()
    } else if (isPlain && event.key === 'Escape' && hasAny) set(NOTHING)
    else if (isPlain && event.key === 'Delete') {
      if (!hasAny) toggle(table.active, false)
      onDelete()
      event.preventDefault()
    } else {
      if (event.shiftKey && event.key === 'ArrowDown') extend(table.active, 1)
      if (event.shiftKey && event.key === 'ArrowUp') extend(table.active, -1)
      table.onKeyDown(event)
    }
  }
  const chooseAll = (isWanted: boolean) => set(isWanted ? choose(selection, tags, true) : NOTHING)
  return {
    selection,
    set,
    toggle,
    chooseAll,
    onKeyDown,
    clear: () => set(NOTHING),
  }
}
