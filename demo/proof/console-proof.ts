import { chromium, type Page } from 'playwright'
import { shortDigest } from '@/lib/oci/digest'
import { repositorySlug } from '@/lib/oci/slug'
import type { KnownImage } from '../corpus/known'
import { expectSame, type Report } from './report'

export interface ConsoleVisitor {
  readonly url: string
  /** Path of the browser. */
  readonly chromium: string
  readonly name: string
  readonly password: string
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const PATIENCE_MS = 20_000

/** Signs in with a browser and looks at the pages of the known image. */
export async function proveConsole(
  report: Report,
  known: KnownImage,
  visitor: ConsoleVisitor,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: visitor.chromium, args: FLAGS })
  try {
    const page = await browser.newPage({ baseURL: visitor.url, viewport: { width: 1440, height: 1600 } })
    page.setDefaultTimeout(PATIENCE_MS)
    await report.see('sign-in', () => seeSignIn(page, visitor))
    await report.see('namespaces', () => seeNamespaces(page, known))
    await report.see('repositories', () => seeRepositories(page, known))
    await report.see(`tags of ${known.repository}`, () => seeTags(page, known))
    await report.see(`layer history of ${known.tag}`, () => seeLayers(page, known))
  } finally {
    await browser.close()
  }
}

async function seeSignIn(page: Page, { name, password }: ConsoleVisitor): Promise<string> {
  await page.goto('/')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation').first().waitFor()
  return `${name} is on “${await page.title()}”`
}

async function seeNamespaces(page: Page, { namespaces }: KnownImage): Promise<string> {
  await page.goto('/registries/main')
  const firstSegments = new Set([...namespaces.keys()].map((name) => name.split('/')[0] || '(root)'))
  for (const segment of firstSegments) {
    await page.getByRole('treeitem', { name: segment }).first().waitFor()
  }
  return [...firstSegments].join(', ')
}

async function seeRepositories(page: Page, { repository, namespace }: KnownImage): Promise<string> {
  await page.goto(`/registries/main?namespace=${encodeURIComponent(namespace)}`)
  const link = page.locator(`a[href$="/repositories/${repositorySlug(repository)}"]`).first()
  await link.waitFor()
  return `${repository} under ${namespace}`
}

async function seeTags(page: Page, { repository, tag, tags, digest }: KnownImage): Promise<string> {
  await page.goto(`/registries/main/repositories/${repositorySlug(repository)}`)
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: tag, exact: true }) })
  await row.locator(`code[title="${digest}"]`).waitFor()
  await page.getByText(`${tags.size} tags`).first().waitFor()
  return `${tags.size} tags; ${tag} is ${shortDigest(digest)}`
}

async function seeLayers(page: Page, known: KnownImage): Promise<string> {
  await page.getByRole('link', { name: known.tag, exact: true }).click()
  await page.getByText(known.digest).first().waitFor()
  const shown: string[] = []
  for (const { layer } of known.steps) {
    if (layer === null) continue
    await page.getByText(shortDigest(layer.digest)).first().waitFor()
    shown.push(shortDigest(layer.digest))
  }
  expectSame('layers', shown.length, known.steps.filter(({ layer }) => layer !== null).length)
  await page.getByText('npm ci --omit=dev').first().waitFor()
  return `${known.digest}, layers ${shown.join(' ')}`
}
