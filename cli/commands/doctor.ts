import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { problemCodeOf } from '@/lib/server/problem'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK } from '../command'

interface Check {
  readonly name: string
  /** What is right about it. @throws whatever is wrong */
  readonly look: () => Promise<string>
}

const PROBE_MS = 20_000

export const doctorCommand: Command = {
  words: ['doctor'],
  usage: 'assay doctor',
  summary: 'Check the settings, the data directory, the database and every registry',
  options: {},
  async run(input) {
    let isWell = true
    for (const check of await checksOf(input)) {
      const { isRight, words } = await examine(check)
      isWell &&= isRight
      input.print(`${isRight ? 'ok  ' : 'FAIL'}  ${check.name}: ${words}`)
    }
    return isWell ? EXIT_OK : EXIT_FAILED
  },
}

async function checksOf(input: CommandInput): Promise<Check[]> {
  const { app, ctx } = input
  const { settings } = app
  const registries = await listRegistries(ctx)
  return [
    { name: 'settings', look: async () => `people use ${settings.publicOrigin}` },
    { name: 'data directory', look: () => lookAtDirectory(settings.dataDir) },
    { name: 'database', look: async () => `${app.db.dialect}, newest schema` },
    { name: 'people', look: () => lookAtPeople(input) },
    ...registries.map((registry) => ({
      name: `registry ${registry.name}`,
      look: async () => {
        const client = await ctx.registries.client(registry.id)
        const found = await client.probe({ signal: AbortSignal.timeout(PROBE_MS) })
        const clock =
          found.clockSkewMs === null
            ? ''
            : `, clock off by ${Math.round(Math.abs(found.clockSkewMs) / 1000)} s`
        return `${registry.url} answers in ${Math.round(found.latencyMs)} ms (${found.authentication}${clock})`
      },
    })),
  ]
}

async function lookAtDirectory(path: string): Promise<string> {
  await access(path, constants.R_OK | constants.W_OK)
  return `${path} can be written`
}

async function lookAtPeople({ ctx }: CommandInput): Promise<string> {
  const admins = (await listUsers(ctx)).filter((user) => user.role === 'admin' && user.disabledAt === null)
  if (admins.length === 0)
    throw new Error('there is no admin; start the server and follow the link it prints')
  return `${admins.length} can administer`
}

async function examine(check: Check): Promise<{ readonly isRight: boolean; readonly words: string }> {
  try {
    return { isRight: true, words: await check.look() }
  } catch (error) {
    const words = problemCodeOf(error) ?? (error instanceof Error ? error.message : 'failed')
    return { isRight: false, words }
  }
}
