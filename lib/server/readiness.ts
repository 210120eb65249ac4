import 'server-only'
import { hasUsers } from '@/lib/access/store/user'
import { findRuntime, type Runtime } from './runtime'

const DEADLINE_MS = 2000

/** Whether this process should be given requests. Never waits longer than two seconds. */
export async function isReady(): Promise<boolean> {
  const app = findRuntime()
  if (app === undefined || app.isStopping) return false
  const late = new Promise<boolean>((resolve) => {
    setTimeout(resolve, DEADLINE_MS, false).unref()
  })
  return Promise.race([databaseAnswers(app), late])
}

async function databaseAnswers(app: Runtime): Promise<boolean> {
  try {
    await hasUsers(app.db.query)
    return true
  } catch (error) {
    app.log.warn({ error }, 'the database does not answer')
    return false
  }
}
