import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'
import { cx } from './cx'
import { ScrollRegion } from './scroll-region'

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
      <ScrollRegion label={what} className="max-h-[60vh] overflow-auto p-3 pr-10">
        <pre className={cx('font-mono text-xs leading-5', wrap && 'whitespace-pre-wrap wrap-anywhere')}>
          {children ?? text}
        </pre>
      </ScrollRegion>
    </div>
  )
}
