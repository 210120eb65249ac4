export const BACKDROP =
  'fixed inset-0 z-40 bg-black/45 transition-opacity duration-150 data-starting-style:opacity-0 data-ending-style:opacity-0'

export const MODAL = [
  'fixed top-[50dvh] left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col',
  'rounded-xl border border-line bg-raised text-ink shadow-modal outline-none transition duration-150',
  'data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:scale-[0.98] data-ending-style:opacity-0',
].join(' ')
