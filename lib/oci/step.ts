/** A build step as a Dockerfile would write it. */
export interface StepDescription {
  /** `RUN`, `COPY`, `ENV`, …; null when it cannot be told. */
  readonly instruction: string | null
  /** What the instruction was given, without shell wrapping. */
  readonly command: string
}

const INSTRUCTIONS: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
])

const BUILDKIT_MARK = ' # buildkit'
const NOP = '#(nop)'
const SHELLS = ['/bin/sh -c ', '/bin/bash -c ', '/bin/ash -c ', 'cmd /S /C ', 'powershell -Command ']
/** `|2 NAME=value OTHER=value ` before the shell: build arguments, which are not part of the command. */
const BUILD_ARGUMENTS = /^\|\d+ /

/**
 * Reads `created_by` as the classic builder, BuildKit, buildah and kaniko write it. What follows none of
 * their forms comes back whole, without an instruction.
 */
export function describeStep(createdBy: string): StepDescription {
  const text = withoutSuffix(createdBy, BUILDKIT_MARK).trim()

  const nop = text.indexOf(NOP)
  if (nop >= 0 && isShellOnly(text.slice(0, nop))) return byKeyword(text.slice(nop + NOP.length).trim())

  const unwrapped = withoutShell(text)
  if (unwrapped !== null) return { instruction: 'RUN', command: unwrapped }

  const named = byKeyword(text)
  if (named.instruction !== 'RUN') return named
  return { instruction: 'RUN', command: withoutShell(named.command) ?? named.command }
}

function byKeyword(text: string): StepDescription {
  const [keyword = ''] = text.split(/\s/, 1)
  if (!INSTRUCTIONS.has(keyword)) return { instruction: null, command: text }
  return { instruction: keyword, command: text.slice(keyword.length).trim() }
}

function isShellOnly(text: string): boolean {
  return text.trim() === '' || SHELLS.some((shell) => shell.trimEnd() === text.trim())
}

/** The command inside a shell call; null when the text is not a shell call. */
function withoutShell(text: string): string | null {
  if (BUILD_ARGUMENTS.test(text)) {
    const starts = SHELLS.map((shell) => ({ shell, at: text.indexOf(` ${shell}`) })).filter(
      ({ at }) => at >= 0,
    )
    const first = starts.sort((one, other) => one.at - other.at)[0]
    return first === undefined ? null : text.slice(first.at + 1 + first.shell.length).trim()
  }
  const shell = SHELLS.find((candidate) => text.startsWith(candidate))
  return shell === undefined ? null : text.slice(shell.length).trim()
}

function withoutSuffix(text: string, suffix: string): string {
  return text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
}
