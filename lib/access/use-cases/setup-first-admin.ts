import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import { hashPassword } from '../password'
import { matchesHash } from '../secret-hash'
import { findSetting, takeSetting } from '../store/setting'
import { hasUsers, type User } from '../store/user'
import { countAttempt, forgiveAttempt } from '../throttle'
import { insertFirstAdmin } from './first-admin'
import { SETUP_TOKEN_KEY } from './open-setup'

export interface Setup {
  readonly setupToken: string
  readonly name: string
  readonly password: string
}

/** Whether the first admin is still to be created. */
export async function isSetupOpen(ctx: Context): Promise<boolean> {
  return !(await hasUsers(ctx.db.query))
}

/** Creates the first admin for who holds the one-time token. Of several at once one wins. */
export async function setupFirstAdmin(ctx: Context, input: Setup): Promise<User> {
  await countAttempt(ctx, 'setup')
  if (!(await isSetupOpen(ctx))) throw setupFinished()
  const expected = await findSetting(ctx.db.query, SETUP_TOKEN_KEY)
  if (expected === undefined || !matchesHash(input.setupToken, expected)) {
    throw new AppError('invalid-credentials', 'The setup token does not hold. The log of the start has it.')
  }
  await forgiveAttempt(ctx, 'setup')

  const passwordHash = await hashPassword(input.password)
  return transaction(ctx.db, async (tx) => {
    // Taking the token is the race: whoever removes the row goes on.
    if (!(await takeSetting(tx, SETUP_TOKEN_KEY)) || (await hasUsers(tx))) throw setupFinished()
    const user = await insertFirstAdmin(ctx, tx, { name: input.name, passwordHash })
    await record(ctx, tx, { type: 'setup.finished', resource: user.id, facts: { name: user.name } })
    return user
  })
}

function setupFinished(): AppError {
  return new AppError('setup-finished', 'Assay is set up already. Ask an admin for an account.')
}
