import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'
import { cx } from './cx'

interface CodeBlockProps {
  /** The exact text, for the copy button. */
  text: string
  what: string
  /** Highlighted form of the same text. */
  children?: ReactNode
  wrap?: boolean
  className?: string
}

/** Text as it is, scrollable by keyboard, with a copy button. */
export function CodeBlock({ text, what, children, wrap = false, className }: CodeBlockProps) {
  return (
    <div className={cx('group relative rounded-md border border-line bg-sunken', className)}>
      <CopyButton text={text} what={what} className="absolute top-1.5 right-1.5 bg-sunken" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keyboard (axe scrollable-region-focusable) */}
      <section tabIndex={0} aria-label={what} className="max-h-[60vh] overflow-auto p-3 pr-10">
        <pre className={cx('font-mono text-xs leading-5', wrap && 'whitespace-pre-wrap wrap-anywhere')}>
          {children ?? text}
        </pre>
      </section>
    </div>
  )
}
