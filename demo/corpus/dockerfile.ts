import type { Step } from './image'
import { buildLayer, buildSharedLayer, type LayerFile, type SharedFiles } from './layer'
import type { Random } from './random'
import type { Settings } from './settings'

/** Builders write the same instruction down differently. */
export type Builder = 'buildkit' | 'classic'

export type LayerFiles = readonly LayerFile[] | SharedFiles

/** One line of a Dockerfile, and what it leaves behind. */
export interface Instruction {
  readonly word:
    | 'ADD'
    | 'RUN'
    | 'COPY'
    | 'ENV'
    | 'LABEL'
    | 'USER'
    | 'WORKDIR'
    | 'EXPOSE'
    | 'VOLUME'
    | 'ENTRYPOINT'
    | 'CMD'
    | 'HEALTHCHECK'
  readonly text: string
  /** Given when the instruction makes a layer. */
  readonly files?: LayerFiles
  readonly settings?: Settings
}

export async function buildSteps(builder: Builder, instructions: readonly Instruction[]): Promise<Step[]> {
  return Promise.all(
    instructions.map(async ({ word, text, files, settings }) => ({
      command: commandOf(builder, word, text),
      ...(builder === 'buildkit' && { comment: 'buildkit.dockerfile.v0' }),
      ...(files && { layer: await layerOf(files) }),
      ...(settings && { settings }),
    })),
  )
}

function layerOf(files: LayerFiles) {
  return 'make' in files ? buildSharedLayer(files) : buildLayer(files)
}

function commandOf(builder: Builder, word: Instruction['word'], text: string): string {
  if (builder === 'buildkit') return buildkitCommand(word, text)
  return word === 'RUN' ? `/bin/sh -c ${text}` : `/bin/sh -c #(nop) ${word} ${text}`
}

function buildkitCommand(word: Instruction['word'], text: string): string {
  if (word === 'RUN') return `RUN /bin/sh -c ${text} # buildkit`
  return word === 'COPY' || word === 'ADD' ? `${word} ${text} # buildkit` : `${word} ${text}`
}

/** `ENV` with several variables, in the order given. */
export function env(variables: Readonly<Record<string, string>>): Instruction {
  const pairs = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  return { word: 'ENV', text: pairs.join(' '), settings: { Env: pairs } }
}

export function label(labels: Readonly<Record<string, string>>): Instruction {
  const text = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return { word: 'LABEL', text: text.join(' '), settings: { Labels: labels } }
}

export function user(name: string): Instruction {
  return { word: 'USER', text: name, settings: { User: name } }
}

/** BuildKit and Docker make a real, tiny layer of it. */
export function workdir(path: string): Instruction {
  return {
    word: 'WORKDIR',
    text: path,
    files: [{ path: `${path.slice(1)}/.keep`, data: '' }],
    settings: { WorkingDir: path },
  }
}

export function expose(port: number): Instruction {
  return { word: 'EXPOSE', text: `${port}/tcp`, settings: { ExposedPorts: { [`${port}/tcp`]: {} } } }
}

export function entrypoint(words: readonly string[]): Instruction {
  return { word: 'ENTRYPOINT', text: JSON.stringify(words), settings: { Entrypoint: words } }
}

export function cmd(words: readonly string[]): Instruction {
  return { word: 'CMD', text: JSON.stringify(words), settings: { Cmd: words } }
}

export function run(text: string, files: LayerFiles): Instruction {
  return { word: 'RUN', text, files }
}

export function copy(text: string, files: LayerFiles): Instruction {
  return { word: 'COPY', text, files }
}

/** Files drawn from a source of their own, for a layer that several images share. */
export function shared(random: Random, draw: (random: Random) => readonly LayerFile[]): SharedFiles {
  return { seed: random.seed, make: () => draw(random.fork('files')) }
}
