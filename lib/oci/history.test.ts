import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from './config'
import { mapHistory } from './history'
import { describeStep } from './step'

const entry = (createdBy: string, isEmpty = false): HistoryEntry => ({
  createdAt: null,
  createdBy,
  comment: null,
  isEmpty,
})

describe('a step of a build', () => {
  it.each([
    ['/bin/sh -c #(nop) COPY file:abc in /x ', 'COPY', 'file:abc in /x'],
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD', '["bash"]'],
    ['/bin/sh -c apt-get update && apt-get install -y x', 'RUN', 'apt-get update && apt-get install -y x'],
    ['RUN /bin/sh -c apk add x # buildkit', 'RUN', 'apk add x'],
    ['COPY --from=build /a /b # buildkit', 'COPY', '--from=build /a /b'],
    ['RUN |1 VERSION=1 2 /bin/sh -c make all # buildkit', 'RUN', 'make all'],
    ['|1 VERSION=1 /bin/sh -c make', 'RUN', 'make'],
    ['ENV A=b', 'ENV', 'A=b'],
    ['WORKDIR /app', 'WORKDIR', '/app'],
    ['ENTRYPOINT ["/app"]', 'ENTRYPOINT', '["/app"]'],
    ['RUN npm ci # buildkit', 'RUN', 'npm ci'],
    ['cmd /S /C #(nop) ENV x=y', 'ENV', 'x=y'],
    ['umoci repack', null, 'umoci repack'],
    ['/bin/sh', null, '/bin/sh'],
    ['#(nop) is only a word here', null, 'is only a word here'],
    ['', null, ''],
    ['run lower case', null, 'run lower case'],
  ])('%s', (createdBy, instruction, command) => {
    expect(describeStep(createdBy)).toEqual({ instruction, command })
  })
})

describe('history and layers', () => {
  it('pair in order, stepping over empty steps', () => {
    const history = [entry('ADD a'), entry('ENV a=b', true), entry('RUN x')]
    expect(mapHistory(history, 2)).toMatchObject({
      mapping: 'exact',
      steps: [{ layer: 0 }, { layer: null }, { layer: 1 }],
    })
  })

  it('give the steps buildah calls empty to the layer that holds their files', () => {
    const history = [
      entry('/bin/sh -c #(nop) ADD file:base in /'),
      entry('/bin/sh -c #(nop) COPY file:app in /app', true),
      entry('/bin/sh -c make', true),
      entry('/bin/sh -c #(nop) ENV a=b', true),
      entry('/bin/sh -c #(nop) CMD ["/app"]'),
    ]
    const { mapping, steps } = mapHistory(history, 2)
    expect(mapping).toBe('exact')
    expect(steps.map(({ layer, includes }) => [layer, includes])).toEqual([
      [0, []],
      [null, []],
      [null, []],
      [null, []],
      [1, [1, 2]],
    ])
  })

  it('leave an empty RUN alone where the next layer explains itself', () => {
    const { steps } = mapHistory([entry('RUN true', true), entry('COPY a b')], 1)
    expect(steps[1]).toMatchObject({ layer: 0, includes: [] })
  })

  it.each([
    ['more layers than steps', [entry('RUN x')], 2],
    ['fewer layers than steps', [entry('RUN x'), entry('RUN y')], 1],
  ])('are not paired with %s', (_, history, layers) => {
    const { mapping, steps } = mapHistory(history, layers)
    expect(mapping).toBe('unknown')
    expect(steps.every(({ layer }) => layer === null)).toBe(true)
  })

  it.each([[null], [[]]])('are unrelated without history', (history) => {
    expect(mapHistory(history, 3)).toEqual({ mapping: 'none', steps: [] })
  })
})
