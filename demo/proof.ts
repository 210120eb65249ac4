import { z } from 'zod'
import { buildCorpus } from './corpus/corpus'
import { openApi } from './proof/api'
import { proveApi } from './proof/api-proof'
import { proveConsole } from './proof/console-proof'
import { createReport } from './proof/report'

const settings = z
  .object({
    PROOF_URL: z.url(),
    PROOF_TOKEN: z.string(),
    PROOF_VIEWER_PASSWORD: z.string(),
    PROOF_CHROMIUM: z.string(),
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
console.log(`${report.passed} seen as pushed, ${report.failed} not`)
process.exitCode = report.failed === 0 ? 0 : 1
