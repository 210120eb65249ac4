import { type Check, fail, few, listOf, ofEveryConfig, pass, unknown } from './check'

const SECRET_NAME =
  /(?:^|_)(?:PASS|PASSWD|PASSPHRASE|SECRETS?|TOKENS?|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|KEY)(?:$|_)|PASSWORD/i
/** Names that end like a secret and hold none. */
const HARMLESS_NAME = /_(?:FILE|PATH|URL|URI|TTL|DIR|LENGTH|SIZE|NAME|ID)$/i
/** Public keys by which packages are verified, in many official images. */
const ALLOWED_NAMES: readonly string[] = ['GPG_KEY', 'GPG_KEYS']

const SECRET_VALUE =
  /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\basy_[a-z0-9]{8,}_[A-Za-z0-9_-]{20,}|:\/\/[^/\s:@]{1,64}:[^/\s:@]{3,64}@/
const SECRET_FLAG = /--?(?:password|passwd|token|secret|api-key)[= ]["']?[^\s"'$]{4,}/i
const ASSIGNMENT = /\b([A-Za-z_][A-Za-z0-9_]{1,63})=["']?([^\s"'$]{3,})/g

/** As much of a config as is read; a secret further on would not be seen. */
const VARIABLES_READ = 200
const CHARACTERS_READ = 4096

export const envSecret: Check = {
  id: 'IMG-004',
  name: 'env-secret',
  title: 'Carries no secret in its environment',
  explanation: 'Whoever may pull an image reads its environment.',
  remedy: 'Give secrets at run time; rotate the one found, it has to be taken as known.',
  sources: ['CIS 4.10', 'CIS-DI-0010', 'DL3064'],
  severity: 'critical',
  defaults: { allowed: ALLOWED_NAMES },
  run: ofEveryConfig(({ env }, params) => {
    const allowed = listOf(params, 'allowed')
    const found = env.filter(({ name, value }) => isSecret({ name, value, allowed })).map(({ name }) => name)
    if (found.length > 0) return fail(`These look like secrets: ${few(found)}.`)
    const isWhole = env.length < VARIABLES_READ && env.every(({ value }) => value.length < CHARACTERS_READ)
    return isWhole ? pass('None was found.') : unknown('There is more than is read.')
  }),
}

export const historySecret: Check = {
  id: 'IMG-005',
  name: 'history-secret',
  title: 'Carries no secret in its build steps',
  explanation: 'Build arguments and commands stay in the history for everybody who may pull.',
  remedy: 'Use build secrets instead of arguments; rotate the one found.',
  sources: ['CIS 4.10', 'CIS-DI-0010'],
  severity: 'critical',
  defaults: { allowed: ALLOWED_NAMES },
  run: ofEveryConfig(({ history }, params) => {
    if (history === null) return unknown('There is no history to look at.')
    const allowed = listOf(params, 'allowed')
    const steps = history.flatMap((entry, position) =>
      hasSecret(entry.createdBy, allowed) ? [`step ${position + 1}`] : [],
    )
    if (steps.length > 0) return fail(`Looks like a secret: ${few(steps)}.`)
    const isWhole = history.every(({ createdBy }) => createdBy.length < CHARACTERS_READ)
    return isWhole ? pass('None was found.') : unknown('There is more than is read.')
  }),
}

interface Variable {
  readonly name: string
  readonly value: string
  readonly allowed: readonly string[]
}

function isSecret({ name, value, allowed }: Variable): boolean {
  if (value.trim() === '' || allowed.includes(name)) return false
  if (SECRET_VALUE.test(value)) return true
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name)
}

function hasSecret(createdBy: string, allowed: readonly string[]): boolean {
  if (SECRET_VALUE.test(createdBy) || SECRET_FLAG.test(createdBy)) return true
  for (const [, name = '', value = ''] of createdBy.matchAll(ASSIGNMENT)) {
    if (isSecret({ name, value, allowed })) return true
  }
  return false
}
