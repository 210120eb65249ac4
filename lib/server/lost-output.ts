import 'server-only'

/**
 * Goes on without a word when whoever read our output is gone. Unhandled, each line that cannot be written is an
 * error that is logged, which cannot be written either: the process did nothing else any more.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}
