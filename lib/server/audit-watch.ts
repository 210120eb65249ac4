import 'server-only'
import { getVerification } from '@/lib/audit/use-cases/get-verification'
import { verifyLog } from '@/lib/audit/use-cases/verify-log'
import { systemContext } from './context'
import type { Runtime } from './runtime'

const LOOK_EVERY_MS = 60_000
const VERIFY_EVERY_MS = 24 * 60 * 60_000

export interface AuditWatch {
  /** Ends a verification that is under way. */
  stop(): void
}

/**
 * Once a minute writes where the audit chain ends to the log, which is kept elsewhere: rows cut off later are
 * missed there. Once a day the whole chain is verified; of several replicas whoever looks first does it.
 */
export function startAuditWatch(app: Runtime): AuditWatch {
  const stopped = new AbortController()
  let noted = ''
  let isLooking = false
  const look = async () => {
    const ctx = systemContext(app, stopped.signal)
    const { head, last } = await getVerification(ctx)
    const text = head === null ? 'gone' : `${head.sequence}:${head.hash}`
    if (text !== noted) app.log.info({ head: text }, 'end of the audit log')
    noted = text
    if (app.clock.now() - (last?.at ?? 0) >= VERIFY_EVERY_MS) await verifyLog(ctx, { signal: stopped.signal })
  }
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) app.log.error({ error }, 'the audit log could not be looked at')
      })
      .finally(() => {
        isLooking = false
      })
  }, LOOK_EVERY_MS)
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      stopped.abort()
    },
  }
}
