import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/core/secret'
import { signatureOf } from '@/lib/webhooks/signature'
import { SNIPPETS, type SnippetName } from './snippets'

const SECRET = 'whs_a-secret-only-this-test-knows'
const BODY = '{"id":"dlv_1","type":"ping","who":"žluť"}'
const directory = mkdtempSync(join(tmpdir(), 'assay-snippets-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const RUNS: Readonly<Record<SnippetName, (file: string) => readonly string[]>> = {
  node: (file) => [
    'node',
    '--input-type=module',
    '-e',
    `import { readFileSync } from 'node:fs'
     const { isFromAssay } = await import('${file}')
     if (isFromAssay(process.env.SECRET, process.env.HEADER, readFileSync('body.json', 'utf8'))) console.log('from Assay')`,
  ],
  python: (file) => [
    'python3',
    '-c',
    `import os
exec(open('${file}').read())
if is_from_assay(os.environ['SECRET'], os.environ['HEADER'], open('body.json', 'rb').read()): print('from Assay')`,
  ],
  bash: (file) => ['bash', file],
}
const ENDINGS: Readonly<Record<SnippetName, string>> = { node: 'mjs', python: 'py', bash: 'sh' }

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.each(SNIPPETS)('the code for $label', ({ name, code }) => {
  const file = join(directory, `check.${ENDINGS[name]}`)
  const says = (header: string, body: string) => {
    writeFileSync(file, code)
    writeFileSync(join(directory, 'body.json'), body)
    const [program = '', ...flags] = RUNS[name](file)
    const env = { ...process.env, SECRET, HEADER: header }
    try {
      return execFileSync(program, flags, { cwd: directory, env, encoding: 'utf8' }).trim()
    } catch {
      return ''
    }
  }

  it.skipIf(!isInstalled(name === 'python' ? 'python3' : name))(
    'knows our signature from a wrong, an old and a missing one',
    () => {
      const now = Math.floor(Date.now() / 1000)
      const header = signatureOf(new Secret(SECRET), now, BODY)
      expect(says(header, BODY)).toBe('from Assay')
      expect(says(header, `${BODY} `)).toBe('')
      expect(says(signatureOf(new Secret('another'), now, BODY), BODY)).toBe('')
      expect(says(signatureOf(new Secret(SECRET), now - 900, BODY), BODY)).toBe('')
      expect(says('', BODY)).toBe('')
    },
  )
})
