import { cx } from './cx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-quiet'
export type ButtonSize = 'sm' | 'md'

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    'bg-invert text-invert-ink shadow-control enabled:hover:bg-invert-hover [a&]:hover:bg-invert-hover',
  secondary:
    'border border-line-strong bg-surface text-ink shadow-control enabled:hover:bg-hover [a&]:hover:bg-hover',
  ghost: 'text-muted enabled:hover:bg-hover enabled:hover:text-ink [a&]:hover:bg-hover [a&]:hover:text-ink',
  danger: 'bg-danger-fill text-white shadow-control enabled:hover:brightness-110',
  'danger-quiet':
    'border border-line-strong bg-surface text-danger shadow-control enabled:hover:border-danger enabled:hover:bg-danger-soft',
}

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 px-2.5 text-xs',
  md: 'h-8 gap-2 px-3 text-sm',
}

/** The look of a button, for whatever element wears it. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium whitespace-nowrap',
    'transition-colors disabled:cursor-not-allowed disabled:opacity-50',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    VARIANTS[variant],
    SIZES[size],
    className,
  )
}
