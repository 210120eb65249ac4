'use client'

import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

interface Shortcut {
  readonly keys: readonly string[]
  readonly does: string
}

const GROUPS: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: ['Ctrl', 'K'], does: 'Search repositories, tags and digests, or go anywhere' },
      { keys: ['?'], does: 'Show this list' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: [
      { keys: ['g', 'o'], does: 'Overview' },
      { keys: ['g', 'r'], does: 'Repositories' },
      { keys: ['g', 'a'], does: 'Activity' },
      { keys: ['g', 's'], does: 'Settings' },
    ],
  },
  {
    title: 'In a table',
    shortcuts: [
      { keys: ['j'], does: 'Next row' },
      { keys: ['k'], does: 'Previous row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['c'], does: 'Copy the pull command or digest of the row' },
      { keys: ['/'], does: 'Filter' },
    ],
  },
]

export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={(next) => !next && onClose()} title="Keyboard shortcuts">
      <div className="flex flex-col gap-5 pb-4">
        {GROUPS.map((group) => (
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
