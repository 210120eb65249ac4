import { CopyButton } from './copy-button'
import { cx } from './cx'

/** One line of code with a button that copies it. */
export function CopyField({ text, what, className }: { text: string; what: string; className?: string }) {
  return (
    <div
      className={cx(
        'flex h-8 min-w-0 items-center gap-1 rounded-md border border-line bg-sunken pr-1 pl-2.5',
        className,
      )}
    >
      <code
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keyboard (axe scrollable-region-focusable)
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-nowrap [scrollbar-width:none]"
      >
        {text}
      </code>
      <CopyButton text={text} what={what} />
    </div>
  )
}
