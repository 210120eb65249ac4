import { connect } from 'node:net'

/** What came back on one connection: the status of each answer, in order, and how it ended. */
export interface RawOutcome {
  readonly statuses: readonly number[]
  readonly end: 'closed' | 'open'
  readonly text: string
}

const QUIET_MS = 1500
const DEADLINE_MS = 10_000

/**
 * Writes bytes to a new connection and listens until it is closed, falls quiet after an answer, or ten
 * seconds have passed without any.
 */
export function sendRaw(origin: string, bytes: string | Uint8Array): Promise<RawOutcome> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    let timer = setTimeout(() => finish('open'), DEADLINE_MS)

    const finish = (end: RawOutcome['end']) => {
      clearTimeout(timer)
      socket.destroy()
      const text = Buffer.concat(chunks).toString('latin1')
      resolve({ statuses: statusesOf(text), end, text })
    }
    socket.on('data', (chunk) => {
      chunks.push(Buffer.from(chunk))
      clearTimeout(timer)
      timer = setTimeout(() => finish('open'), QUIET_MS)
    })
    socket.on('error', () => finish('closed'))
    socket.on('close', () => finish('closed'))
    socket.write(bytes)
  })
}

function statusesOf(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status))
}
