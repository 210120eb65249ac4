import { parseArgs } from 'node:util'
import { AppError } from '@/lib/core/errors'
import { silentLog } from '@/lib/core/log'
import { closeDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { commandContext } from '@/lib/server/context'
import { settings } from '@/lib/server/env'
import { installRuntime } from '@/lib/server/runtime'
import { buildRuntime } from '@/lib/server/runtime-parts'
import type { Settings } from '@/lib/server/settings'
import { explainStartFailure } from '@/lib/server/start-failure'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK, EXIT_USAGE, UsageError } from './command'
import { createTokenCommand } from './commands/create-token'
import { createUserCommand } from './commands/create-user'
import { deleteTagCommand } from './commands/delete-tag'
import { deleteTagsCommand } from './commands/delete-tags'
import { doctorCommand } from './commands/doctor'
import { addGrantCommand, listGrantsCommand, removeGrantCommand } from './commands/grants'
import { hookSecretCommand } from './commands/hook-secret'
import { inviteUserCommand } from './commands/invite-user'
import { migrateCommand } from './commands/migrate'
import { listRetentionCommand, runRetentionCommand, simulateRetentionCommand } from './commands/retention'
import { applyRetentionCommand, showRetentionCommand } from './commands/retention-policy'
import { rotateKeysCommand } from './commands/rotate-keys'
import { danglingCommand, verifyStorageCommand } from './commands/storage'
import { syncCommand } from './commands/sync'
import { moveTagCommand, promoteTagCommand } from './commands/tag'
import { tokenBundleCommand, tokenEnableCommand, tokenJwksCommand } from './commands/token-service'
import { listTrashCommand, restoreTrashCommand } from './commands/trash'
import { verifyAuditCommand } from './commands/verify-audit'

const COMMANDS: readonly Command[] = [
  migrateCommand,
  createUserCommand,
  inviteUserCommand,
  createTokenCommand,
  addGrantCommand,
  listGrantsCommand,
  removeGrantCommand,
  syncCommand,
  deleteTagCommand,
  deleteTagsCommand,
  listTrashCommand,
  restoreTrashCommand,
  moveTagCommand,
  promoteTagCommand,
  danglingCommand,
  verifyStorageCommand,
  listRetentionCommand,
  showRetentionCommand,
  applyRetentionCommand,
  simulateRetentionCommand,
  runRetentionCommand,
  hookSecretCommand,
  tokenEnableCommand,
  tokenBundleCommand,
  tokenJwksCommand,
  verifyAuditCommand,
  rotateKeysCommand,
  doctorCommand,
]

const print = (line: string) => void process.stdout.write(`${line}\n`)
const note = (line: string) => void process.stderr.write(`${line}\n`)

async function main(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words[0] === 'help' || words.includes('--help')) {
    print(usage())
    return words.length === 0 ? EXIT_USAGE : EXIT_OK
  }
  const command = COMMANDS.find((candidate) => candidate.words.every((word, at) => words[at] === word))
  if (command === undefined) {
    note(`There is no such command.\n\n${usage()}`)
    return EXIT_USAGE
  }
  return runCommand(command, words.slice(command.words.length))
}

async function runCommand(command: Command, rest: readonly string[]): Promise<number> {
  let read: Settings | undefined
  try {
    const words = parseWords(command, rest)
    read = settings()
    return await runOpen(command, words, read)
  } catch (error) {
    return explain(error, command, read)
  }
}

async function runOpen(
  command: Command,
  words: Pick<CommandInput, 'options' | 'names'>,
  read: Settings,
): Promise<number> {
  const app = buildRuntime(read, silentLog)
  installRuntime(app)
  try {
    await migrate(app.db)
    return await command.run({ app, ...words, print, note, ctx: commandContext(app) })
  } finally {
    await closeDatabase(app.db)
  }
}

function parseWords(command: Command, rest: readonly string[]): Pick<CommandInput, 'options' | 'names'> {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: command.options,
      allowPositionals: command.takesNames ?? false,
      strict: true,
    })
    return { options: values, names: positionals }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'these options cannot be read')
  }
}

function explain(error: unknown, command: Command, read: Settings | undefined): number {
  if (error instanceof UsageError) {
    note(`assay: ${error.message}\nUsage: ${command.usage}`)
    return EXIT_USAGE
  }
  if (error instanceof AppError && error.code !== 'internal') {
    note(`assay: ${error.detail} (${error.code})`)
    return EXIT_FAILED
  }
  const { line, exitCode } = explainStartFailure(error, read)
  note(`assay: ${line}`)
  return exitCode
}

function usage(): string {
  const lines = COMMANDS.map((command) => `  ${command.usage}\n      ${command.summary}`)
  return `Usage:\n${lines.join('\n')}\n\nSettings come from the environment, the same as the server's.`
}

process.exitCode = await main(process.argv.slice(2))
