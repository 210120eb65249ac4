/** The look every text control shares. */
export const CONTROL = [
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-sm text-ink shadow-control transition-colors',
  'hover:border-faint focus-visible:border-gold focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint',
  'aria-invalid:border-danger',
].join(' ')
