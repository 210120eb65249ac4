import type { ImageConfig } from '@/lib/oci/config'
import { describeStep, type StepDescription } from '@/lib/oci/step'
import { type Check, type CheckResult, fail, few, ofEveryConfig, ofEveryImage, pass, unknown } from './check'

/** Asks something of the build steps; without a history nothing can be told. */
function ofSteps(judge: (steps: readonly StepDescription[]) => CheckResult): Check['run'] {
  return ofEveryConfig(({ history }: ImageConfig) =>
    history === null || history.length === 0
      ? unknown('There is no history to look at.')
      : judge(history.map((entry) => describeStep(entry.createdBy))),
  )
}

/** Fails with the steps that match. */
function noRunLike(pattern: (command: string) => boolean): Check['run'] {
  return ofSteps((steps) => {
    const found = steps.flatMap(({ instruction, command }, position) =>
      instruction === 'RUN' && pattern(command) ? [`step ${position + 1}`] : [],
    )
    return found.length > 0 ? fail(`Found in ${few(found)}.`) : pass('No step does.')
  })
}

export const addInstruction: Check = {
  id: 'IMG-006',
  name: 'add-instruction',
  title: 'Copies files instead of adding them',
  explanation: 'ADD fetches addresses and unpacks archives, which COPY never does by surprise.',
  remedy: 'Use COPY for local files, and a checked download for others.',
  sources: ['CIS 4.9', 'CIS-DI-0009', 'DL3020'],
  severity: 'low',
  defaults: {},
  run: ofSteps((steps) => {
    // The first one is the root file system of the base.
    const found = steps.flatMap(({ instruction }, position) =>
      instruction === 'ADD' && position > 0 ? [`step ${position + 1}`] : [],
    )
    return found.length > 0 ? fail(`Found in ${few(found)}.`) : pass('No step adds.')
  }),
}

export const updateAlone: Check = {
  id: 'IMG-007',
  name: 'update-alone',
  title: 'Never updates package lists without using them',
  explanation: 'A cached update step makes later installs use old lists, with old packages.',
  remedy: 'Put update and install into one RUN.',
  sources: ['CIS 4.7', 'CIS-DI-0007'],
  severity: 'medium',
  defaults: {},
  run: noRunLike(
    (command) =>
      /\b(?:apt-get|apt|aptitude)\s+(?:-\S+\s+)*update\b/.test(command) &&
      !/\b(?:install|upgrade|dist-upgrade|full-upgrade)\b/.test(command),
  ),
}

const leavesApt = (command: string) =>
  /\bapt(?:-get)?\s+(?:-\S+\s+)*install\b/.test(command) &&
  !/rm\s+-\S*\s+(?:\S+\s+)*\/var\/lib\/apt\/lists/.test(command) &&
  !/--mount=type=cache/.test(command)
const leavesApk = (command: string) =>
  /\bapk\s+(?:-\S+\s+)*add\b/.test(command) &&
  !/--no-cache\b/.test(command) &&
  !/rm\s+-\S*\s+(?:\S+\s+)*\/var\/cache\/apk/.test(command)
const leavesRpm = (command: string) =>
  /\b(?:yum|dnf|microdnf|tdnf)\s+(?:-\S+\s+)*install\b/.test(command) &&
  !/\b(?:yum|dnf|microdnf|tdnf)\s+(?:-\S+\s+)*clean\b|rm\s+-\S*\s+(?:\S+\s+)*\/var\/cache/.test(command)

export const packageCache: Check = {
  id: 'IMG-008',
  name: 'package-cache',
  title: 'Leaves no package cache behind',
  explanation: 'Package lists and caches make every pull larger and serve nobody at run time.',
  remedy: 'Remove /var/lib/apt/lists in the same RUN, use apk add --no-cache, or dnf clean all.',
  sources: ['DKL-DI-0004', 'DKL-DI-0005', 'DL3009', 'DL3019', 'DL3032', 'DL3040'],
  severity: 'low',
  defaults: {},
  run: noRunLike((command) => leavesApt(command) || leavesApk(command) || leavesRpm(command)),
}

export const distUpgrade: Check = {
  id: 'IMG-009',
  name: 'dist-upgrade-sudo',
  title: 'Neither upgrades its distribution nor uses sudo',
  explanation: 'A distribution upgrade makes builds unrepeatable; sudo in an image is a way back to root.',
  remedy: 'Take a newer base instead; use USER instead of sudo.',
  sources: ['DKL-DI-0001', 'DKL-DI-0003', 'DL3004'],
  severity: 'medium',
  defaults: {},
  run: noRunLike((command) => /\b(?:dist-upgrade|full-upgrade)\b|(?:^|[\s;&|(])sudo\s/.test(command)),
}

export const onBuild: Check = {
  id: 'IMG-023',
  name: 'onbuild',
  title: 'Leaves no instructions for images built on it',
  explanation: 'ONBUILD steps run in other people’s builds, where nobody looks for them.',
  remedy: 'Move the steps into the Dockerfiles that need them.',
  sources: ['DL3043'],
  severity: 'low',
  defaults: {},
  run: ofEveryConfig((config) =>
    config.onBuild.length > 0 ? fail(`There are ${config.onBuild.length}.`) : pass('There is none.'),
  ),
}

export const traceable: Check = {
  id: 'IMG-024',
  name: 'traceable',
  title: 'Shows how it was built',
  explanation: 'Without history, or squashed into one layer, nobody can see what an image is made of.',
  remedy: 'Build without --squash and without exporting and importing the file system.',
  sources: [],
  severity: 'medium',
  defaults: {},
  run: ofEveryImage(({ manifest, config }) => {
    if (config === null) return unknown('The config could not be read.')
    const { history } = config
    if (history === null || history.length === 0) return fail('It has no history.')
    return manifest.layers.length === 1 && history.length === 1
      ? fail('All of it is one layer made in one step.')
      : pass(`${history.length} steps and ${manifest.layers.length} layers.`)
  }),
}
