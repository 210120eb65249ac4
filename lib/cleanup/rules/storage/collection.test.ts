import { expect, it } from 'vitest'
import { collectionFor, type RegistryProgram } from './collection'

const of = (more: Partial<RegistryProgram>) =>
  collectionFor({ deleteByTag: 'no', server: 'registry/2.0', ...more })

it.each([
  ['distribution-2', {}],
  ['distribution-3', { deleteByTag: 'yes' }],
  ['unknown', { deleteByTag: 'unknown' }],
  ['other', { deleteByTag: 'yes', server: 'zot' }],
] as const)('tells %s by what it can', (program, more) => {
  expect(of(more).program).toBe(program)
})

it('never has --delete-untagged among the commands to copy', () => {
  for (const deleteByTag of ['no', 'yes', 'unknown'] as const) {
    const commands = of({ deleteByTag }).recipes.flatMap(({ steps }) => steps.map(({ command }) => command))
    expect(commands.join('\n')).not.toMatch(/--delete-untagged| -m\b/)
    expect(commands.join('\n')).toContain('--dry-run')
  }
})

it('refuses pushes before it collects and restarts after it, on every platform', () => {
  for (const { steps } of of({}).recipes) {
    expect(steps.at(0)?.command).toContain('readonly')
    expect(steps.at(-1)?.command).toContain('restart')
  }
})

it('warns first of what 2.x loses, also where the program is not known', () => {
  expect(of({}).dangers[0]).toContain('multi-platform')
  expect(of({ deleteByTag: 'unknown' }).dangers[0]).toContain('multi-platform')
})
