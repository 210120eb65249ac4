import { shortDigest } from '@/lib/oci/digest'
import { CopyButton } from './copy-button'
import { cx } from './cx'
import { AppLink } from './link'

interface DigestTextProps {
  digest: string
  /** Where the digest leads, if anywhere. */
  href?: string
  /** Without it the digest only shows; in long lists one copy action a row is enough. */
  isCopyable?: boolean
  className?: string
}

/** Twelve digits of a digest; all of it in the title and on the clipboard. */
export function DigestText({ digest, href, isCopyable = true, className }: DigestTextProps) {
  const short = shortDigest(digest)
  return (
    <span className={cx('inline-flex items-center gap-0.5', className)}>
      {href === undefined ? (
        <code title={digest} className="font-mono text-xs">
          {short}
        </code>
      ) : (
        <AppLink href={href} title={digest} className="text-link font-mono text-xs">
          {short}
        </AppLink>
      )}
      {isCopyable && <CopyButton text={digest} what="digest" />}
    </span>
  )
}
