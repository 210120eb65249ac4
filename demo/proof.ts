import { z } from 'zod'
import { buildCorpus } from './corpus/corpus'
import { openApi } from './proof/api'
import { proveApi } from './proof/api-proof'
import { proveConsole } from './proof/console-proof'
import { proveDeletion } from './proof/deletion-proof'
import { proveGolden } from './proof/golden-proof'
import { provePush } from './proof/push-proof'
import { createReport } from './proof/report'

const settings = z
  .object({
    PROOF_URL: z.url(),
    PROOF_TOKEN: z.string(),
    PROOF_VIEWER_PASSWORD: z.string(),
    PROOF_CHROMIUM: z.string(),
    /** Of the registry, where it tells Assay of what happens to it. */
    PROOF_REGISTRY_URL: z.url().optional(),
  })
  .parse(process.env)

const report = createReport((line) => console.log(line))
const corpus = await buildCorpus()

console.log('Through the API:')
await proveApi(report, openApi(settings.PROOF_URL, settings.PROOF_TOKEN), corpus)
console.log('In the browser:')
await proveConsole(report, corpus.known, {
  url: settings.PROOF_URL,
  chromium: settings.PROOF_CHROMIUM,
  name: 'viewer',
  password: settings.PROOF_VIEWER_PASSWORD,
})
const { PROOF_REGISTRY_URL: registryUrl } = settings
if (registryUrl !== undefined) {
  console.log('After a push:')
  await provePush(report, openApi(settings.PROOF_URL, settings.PROOF_TOKEN), {
    known: corpus.known,
    registryUrl,
  })
  console.log('Deleting and restoring:')
  await proveDeletion(report, openApi(settings.PROOF_URL, settings.PROOF_TOKEN), {
    known: corpus.known,
    registryUrl,
  })
  console.log('Golden images:')
  await proveGolden(report, openApi(settings.PROOF_URL, settings.PROOF_TOKEN), registryUrl)
}
console.log(`${report.passed} seen as pushed, ${report.failed} not`)
process.exitCode = report.failed === 0 ? 0 : 1
