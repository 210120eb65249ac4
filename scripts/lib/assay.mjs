import { join } from 'node:path'
import { STANDALONE } from './build.mjs'
import { startChild, waitFor } from './children.mjs'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'

/** The environment of one Assay: it holds nothing of ours but PATH and the like. */
export function assayEnvironment({ port, dataDir, registryUrl, secrets }) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(ASSAY_|NEXTAUTH_|DATABASE_URL$)/.test(name),
  )
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: secrets.sessionSecret,
    ASSAY_ENCRYPTION_KEY: secrets.encryptionKey,
    ASSAY_ADMIN_PASSWORD: secrets.adminPassword,
    ASSAY_DATA_DIR: dataDir,
    ASSAY_ALLOWED_CIDRS: '127.0.0.0/8,::1/128',
    ...(registryUrl && { ASSAY_REGISTRY_URL: registryUrl }),
  }
}

/** Starts the built server and waits until it is ready. */
export async function startAssay({ env, logFile, cleanup }) {
  const child = startChild({
    command: process.execPath,
    args: [join(STANDALONE, 'server.js')],
    env,
    logFile,
    cleanup,
  })
  const ready = `${env.NEXTAUTH_URL}/api/health/ready`
  await waitFor(async () => (await fetch(ready)).ok, { child, what: 'Assay', timeoutMs: 90_000 })
  return { url: env.NEXTAUTH_URL, pid: child.pid }
}

/** Runs `assay …` beside the server and answers what it printed. */
export async function runCli(env, ...args) {
  const output = await run(process.execPath, [join(ROOT, 'cli', 'assay.mjs'), ...args], { cwd: ROOT, env })
  return output.trim()
}

/** A new secret for the notifications of registry `main`; the one before ends. */
export async function createHookSecret(env) {
  const output = await runCli(env, 'hook-secret', '--registry', 'main', '--keep-previous', '0')
  const secret = /asyh_\S+/.exec(output)?.[0]
  if (!secret) throw new Error(`assay hook-secret printed no secret:\n${output}`)
  return secret
}

/** The token that `assay token create` prints among other lines. */
export async function createToken(env, { user, name }) {
  const output = await runCli(env, 'token', 'create', '--user', user, '--name', name)
  const token = /asy_\S+/.exec(output)?.[0]
  if (!token) throw new Error(`assay token create printed no token:\n${output}`)
  return token
}
