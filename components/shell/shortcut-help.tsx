'use client'

import { usePathname } from 'next/navigation'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { navigationFor } from './navigation'
import { useRegistries } from './use-registries'
import { useViewer } from './viewer'

interface Shortcut {
  readonly keys: readonly string[]
  readonly does: string
}

interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly Shortcut[]
}

const EVERYWHERE: ShortcutGroup = {
  title: 'Everywhere',
  shortcuts: [
    { keys: ['Ctrl', 'K'], does: 'Search repositories, tags and digests, or go anywhere' },
    { keys: ['?'], does: 'Show this list' },
    { keys: ['Esc'], does: 'Close what is open' },
  ],
}

const IN_PLACES: readonly ShortcutGroup[] = [
  {
    title: 'In a table of repositories or tags',
    shortcuts: [
      { keys: ['j'], does: 'Next row' },
      { keys: ['k'], does: 'Previous row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['c'], does: 'Copy the pull command or digest of the row' },
      { keys: ['/'], does: 'Filter' },
    ],
  },
  {
    title: 'In the grants matrix',
    shortcuts: [
      { keys: ['←', '↑', '↓', '→'], does: 'Move' },
      { keys: ['V', 'D', 'M', 'A', 'O'], does: 'Give or take the role' },
      { keys: ['Enter'], does: 'Open the cell' },
      { keys: ['Delete'], does: 'Take every role given there' },
    ],
  },
]

/** Every key there is; the places are those of the menu, so that none is forgotten. */
export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const pathname = usePathname()
  const { items } = useRegistries()
  const places = navigationFor(
    pathname,
    items.map(({ name }) => name),
    useViewer(),
  )
  const goTo = {
    title: 'Go to',
    shortcuts: places.map(({ key, label }) => ({ keys: ['g', key], does: label })),
  }
  return (
    <Dialog isOpen={isOpen} onOpenChange={(next) => !next && onClose()} title="Keyboard shortcuts">
      <div className="flex flex-col gap-5 pb-4">
        {[EVERYWHERE, goTo, ...IN_PLACES].map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-xs font-medium text-faint">{group.title}</h3>
            <dl className="divide-y divide-line">
              {group.shortcuts.map(({ keys, does }) => (
                <div key={does} className="flex items-center justify-between gap-4 py-1.5">
                  <dt>{does}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
