import 'server-only'
import { ensureFirstAdmin } from '@/lib/access/use-cases/first-admin'
import { openSetup } from '@/lib/access/use-cases/open-setup'
import { systemContext } from './context'
import type { Runtime } from './runtime'

/** Makes sure that somebody can come in: by the environment's password, or by a link that is printed once. */
export async function prepareFirstAdmin(app: Runtime, print: (line: string) => void): Promise<void> {
  const ctx = systemContext(app)
  const { adminPassword, publicOrigin } = app.settings
  if (adminPassword !== null) {
    const isCreated = await ensureFirstAdmin(ctx, adminPassword)
    if (isCreated) app.log.info({ user: 'admin' }, 'created the first admin')
    return
  }
  const token = await openSetup(ctx)
  if (token !== undefined)
    print(`\nCreate the first admin here, once:\n  ${publicOrigin}/setup?token=${token}\n`)
}
