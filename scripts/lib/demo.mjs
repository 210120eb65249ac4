import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createToken } from './assay.mjs'
import { ensureBuild } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { createCleanup } from './cleanup.mjs'
import { ensureGolden } from './demo-golden.mjs'
import { DEMO_PEOPLE, ensurePeople } from './demo-people.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { freePort, isPortFree } from './ports.mjs'
import { runTypeScript } from './push.mjs'
import { obtainRegistry } from './registry.mjs'
import { ROOT } from './root.mjs'
import { say } from './say.mjs'
import { ensureSqlite } from './sqlite.mjs'
import { startStack } from './stack.mjs'

const PORT = 3000
const REGISTRY_PORT = 5055
const USAGE = 'Usage: npm run demo [-- --check]   (PORT=3100 npm run demo takes another port)'

/** The whole demo; answers the exit code. */
export async function runDemo(args) {
  const isCheck = args.includes('--check')
  if (args.some((arg) => arg !== '--check')) {
    console.error(USAGE)
    return 2
  }
  const cleanup = createCleanup()
  try {
    return isCheck ? await check(cleanup) : await show(cleanup)
  } catch (error) {
    console.error(`\n${error.message}`)
    if (error.output) console.error(error.output)
    return 1
  } finally {
    await cleanup.cleanUp()
  }
}

async function show(cleanup) {
  const port = readPort()
  if (!(await isPortFree(port))) {
    console.error(
      `Port ${port} is in use. Stop what listens there, or choose another: PORT=3100 npm run demo`,
    )
    return 1
  }
  const registry = await prepare()
  const directory = join(ROOT, '.demo')
  const registryPort = await freePort(REGISTRY_PORT)
  const stack = await startStack({ directory, registry, registryPort, port, cleanup })
  await ensurePeople(stack)
  await ensureGolden(stack)
  introduce(stack)
  await untilStopped()
  return 0
}

async function check(cleanup) {
  const registry = await prepare()
  const chromium = await ensureChromium()
  const directory = mkdtempSync(join(tmpdir(), 'assay-demo-'))
  cleanup.add(() => rmSync(directory, { recursive: true, force: true }))

  const [registryPort, port] = [await freePort(), await freePort()]
  const stack = await startStack({ directory, registry, registryPort, port, cleanup })
  await ensurePeople(stack)
  await ensureGolden(stack)
  const proof = await runProof({ stack, chromium })
  await cleanup.cleanUp()
  const isGone = (await isPortFree(port)) && (await isPortFree(registryPort))
  say(isGone ? '✓ everything that was started has been stopped' : '✗ something is still running')
  return proof && isGone ? 0 : 1
}

async function runProof({ stack, chromium }) {
  const { adminPassword, passwords } = stack.secrets
  const env = {
    ...process.env,
    PROOF_URL: stack.url,
    PROOF_TOKEN: await createToken(stack.env, { user: 'admin', name: 'demo check' }),
    PROOF_ADMIN_PASSWORD: adminPassword,
    PROOF_VIEWER_PASSWORD: passwords.viewer,
    PROOF_CHROMIUM: chromium,
    ...(stack.tellsOfPushes && { PROOF_REGISTRY_URL: stack.registryUrl }),
  }
  return runTypeScript('demo/proof.ts', [], { env, show: true }).then(
    () => true,
    () => false,
  )
}

async function prepare() {
  await ensureDependencies()
  await ensureSqlite()
  const registry = await obtainRegistry()
  await ensureBuild()
  return registry
}

function readPort() {
  const port = Number(process.env.PORT ?? PORT)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`PORT is ${process.env.PORT}, which is not a port.`)
}

function introduce({ url, registryUrl, secrets }) {
  const registries = `${url}/registries/main/repositories`
  const registryHost = new URL(registryUrl).host
  say(`
Assay is ready on ${url}

  admin      ${secrets.adminPassword}    may do everything
${peopleLines(secrets)}

What to look at:
  ${registries}/payments~api                 tags of a service, sorted and filtered over all rows
  ${registries}/payments~api/tags/latest     the layer history of its newest image
  ${registries}/platform~base                a base image that others are built from, for two platforms
  ${registries}/platform~charts~web-service  a Helm chart
  ${url}/golden   which images are golden, one that was revoked, and a candidate that waits for the approver
  ${url}/docs/api   the HTTP API        Ctrl-K finds any repository, tag or digest

What to try in another terminal:
  ASSAY_DATA_DIR=.demo/data npx assay token create --user admin --name ci   a token for the HTTP API
  skopeo copy --src-tls-verify=false --dest-tls-verify=false \\
    docker://${registryHost}/payments/api:2.2.1 docker://${registryHost}/payments/api:mine   a push: it shows at once
  ${url}/settings/registries/edit/main/notifications   what the registry tells, and how it is set up

The registry behind it is ${registryUrl}. Ctrl-C stops both; data stays in .demo/ for the next start.`)
}

function peopleLines({ passwords }) {
  return DEMO_PEOPLE.map(({ name, may }) => `  ${name.padEnd(10)} ${passwords[name]}    ${may}`).join('\n')
}

/** For ever: a signal ends the process by way of the clean-up. */
async function untilStopped() {
  const keepAlive = setInterval(() => {}, 60_000)
  await once(process, 'beforeExit')
  clearInterval(keepAlive)
}
