import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { canInstallPackages, distribution, installPackages } from './apt.mjs'
import { findOnPath, run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { say } from './say.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The path of a Chromium that Playwright can drive; installs one where there is none. */
export async function ensureChromium() {
  const found = findChromium()
  if (found) return found
  // Ubuntu's package is only a door to a snap, which containers cannot open.
  if (canInstallPackages() && distribution() === 'debian') await installPackages(['chromium'])
  else await installPlaywrightChromium()
  const installed = findChromium()
  if (installed) return installed
  throw new Error('No Chromium found: install one so that `chromium` is on your PATH, and try again.')
}

function findChromium() {
  return NAMES.map(findOnPath).find(Boolean) ?? playwrightChromium()
}

function playwrightChromium() {
  const { chromium } = createRequire(join(ROOT, 'package.json'))('playwright')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

async function installPlaywrightChromium() {
  say('Installing Chromium by Playwright…')
  const withDependencies = canInstallPackages() ? ['--with-deps'] : []
  const cli = join(ROOT, 'node_modules/playwright/cli.js')
  await run(process.execPath, [cli, 'install', ...withDependencies, 'chromium'], { cwd: ROOT })
}
