export const FLOAT = [
  'rounded-lg border border-line bg-raised text-ink shadow-float outline-none transition duration-100',
  'origin-(--transform-origin) data-starting-style:scale-[0.98] data-starting-style:opacity-0',
  'data-ending-style:opacity-0 data-instant:duration-0',
].join(' ')
