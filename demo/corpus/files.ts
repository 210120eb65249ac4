import type { LayerFile } from './layer'
import type { Random } from './random'

const WORDS = [
  'account',
  'amount',
  'batch',
  'buffer',
  'cache',
  'channel',
  'client',
  'config',
  'cursor',
  'customer',
  'digest',
  'event',
  'export',
  'filter',
  'handler',
  'import',
  'invoice',
  'ledger',
  'listener',
  'message',
  'number',
  'order',
  'payload',
  'policy',
  'queue',
  'record',
  'request',
  'response',
  'return',
  'route',
  'schema',
  'session',
  'stream',
  'table',
  'timeout',
  'token',
  'update',
  'value',
  'worker',
  'writer',
] as const

/** Text that compresses about as well as source code does. */
export function sourceText(random: Random, length: number): string {
  const bytes = random.bytes(Math.ceil(length / 6))
  let text = ''
  for (const byte of bytes) text += LINES[byte]
  return text.slice(0, length)
}

/** What each byte becomes: a word, and now and then the end of a line. */
const LINES = Array.from(
  { length: 256 },
  (_, byte) => `${WORDS[byte % WORDS.length]}${byte < 40 ? '\n' : ' '}`,
)

export interface TreeOptions {
  readonly folder: string
  readonly extension: string
  readonly count: number
  readonly bytesEach: number
}

/** A folder of source-like files. */
export function sourceTree(random: Random, options: TreeOptions): LayerFile[] {
  return Array.from({ length: options.count }, (_, index) => ({
    path: `${options.folder}/${fileName(random, index)}.${options.extension}`,
    data: sourceText(random, options.bytesEach),
  }))
}

/** A folder of compiled-looking files that hardly compress. */
export function binaryTree(random: Random, options: TreeOptions): LayerFile[] {
  return Array.from({ length: options.count }, (_, index) => ({
    path: `${options.folder}/${fileName(random, index)}.${options.extension}`,
    data: random.bytes(options.bytesEach),
    mode: 0o755,
  }))
}

function fileName(random: Random, index: number): string {
  return `${WORDS[random.int(0, WORDS.length - 1)]}-${index}`
}
