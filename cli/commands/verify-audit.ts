import { verifyLog } from '@/lib/audit/use-cases/verify-log'
import type { NotedHead } from '@/lib/audit/verify-chain'
import { type Command, EXIT_OK, optional, UsageError } from '../command'

/** The log was read to its end or to a row that does not hold. */
export const EXIT_BROKEN = 3

const HEAD = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/
const TOLD_EVERY_ROWS = 100_000

export const verifyAuditCommand: Command = {
  words: ['audit', 'verify'],
  usage: 'assay audit verify [--head ROW:HASH]',
  summary: 'Read the whole audit log and name the first row that was changed; --head is an end noted before',
  options: { head: { type: 'string' } },
  async run({ ctx, options, print, note }) {
    const noted = readHead(optional(options, 'head'))
    const verdict = await verifyLog(ctx, {
      noted,
      onProgress: (rows) => (rows % TOLD_EVERY_ROWS === 0 ? note(`${rows} rows hold …`) : undefined),
    })
    if (verdict.kind === 'whole') {
      print(`whole: ${verdict.rows} rows, head ${verdict.head.sequence}:${verdict.head.hash}`)
      return EXIT_OK
    }
    const { sequence, id, fault, detail } = verdict
    print(`BROKEN at row ${sequence}${id === null ? '' : ` (${id})`}, ${fault}: ${detail}`)
    return EXIT_BROKEN
  },
}

function readHead(text: string | undefined): NotedHead | undefined {
  if (text === undefined) return undefined
  const [, sequence, hash] = HEAD.exec(text) ?? []
  if (hash === undefined)
    throw new UsageError('--head is written ROW:HASH, as verifying and the log print it')
  return { hash, ...(sequence !== undefined && { sequence: Number(sequence) }) }
}
