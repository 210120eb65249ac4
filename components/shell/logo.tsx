import { cx } from '@/components/ui/cx'

/** The assayer's mark. Beside the name it is an ornament and stays silent. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={cx('size-6', className)}>
      <path
        d="M12 2.4 20.4 7.2v9.6L12 21.6 3.6 16.8V7.2Z"
        stroke="var(--gold)"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      <path
        d="m8 12.2 2.8 2.8 5.4-5.9"
        stroke="var(--gold)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
