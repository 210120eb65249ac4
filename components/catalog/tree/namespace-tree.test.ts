import { describe, expect, test } from 'vitest'
import { ancestorsOf, buildNamespaceTree, stepTree, visibleRows } from './namespace-tree'

const count = (namespace: string, repositories: number) => ({ namespace, repositories, tags: 0 })

const TREE = buildNamespaceTree([
  count('team-b', 1),
  count('', 2),
  count('team-a/web', 3),
  count('team-a', 1),
])

describe('the namespace tree', () => {
  test('puts bare names under (root), first', () => {
    expect(TREE.map((node) => [node.label, node.repositories])).toEqual([
      ['(root)', 2],
      ['team-a', 4],
      ['team-b', 1],
    ])
  })

  test('makes a parent that holds no repository of its own', () => {
    const [org] = buildNamespaceTree([count('org/deep/leaf', 2)])
    expect(org).toMatchObject({ namespace: 'org', repositories: 2, level: 1 })
    expect(org?.children[0]).toMatchObject({ namespace: 'org/deep', label: 'deep', level: 2 })
  })

  test('shows no row below a folded namespace', () => {
    expect(visibleRows(TREE, new Set()).map((row) => row.node.namespace)).toEqual(['', 'team-a', 'team-b'])
    expect(visibleRows(TREE, new Set(['team-a'])).map((row) => row.node.namespace)).toEqual([
      '',
      'team-a',
      'team-a/web',
      'team-b',
    ])
  })

  test('says which of how many siblings a row is', () => {
    expect(visibleRows(TREE, new Set(['team-a']))[2]).toMatchObject({ position: 1, siblings: 1 })
  })

  test('names the ancestors of a namespace', () => {
    expect(ancestorsOf('a/b/c')).toEqual(['a', 'a/b'])
    expect(ancestorsOf('a')).toEqual([])
  })
})

describe('keys in the tree', () => {
  const folded = visibleRows(TREE, new Set())
  const open = visibleRows(TREE, new Set(['team-a']))

  test.each([
    { title: 'moves down', rows: folded, index: 0, key: 'ArrowDown', step: { kind: 'focus', index: 1 } },
    {
      title: 'stays on the last row',
      rows: folded,
      index: 2,
      key: 'ArrowDown',
      step: { kind: 'focus', index: 2 },
    },
    {
      title: 'stays on the first row',
      rows: folded,
      index: 0,
      key: 'ArrowUp',
      step: { kind: 'focus', index: 0 },
    },
    {
      title: 'opens a folded namespace',
      rows: folded,
      index: 1,
      key: 'ArrowRight',
      step: { kind: 'expand', namespace: 'team-a' },
    },
    {
      title: 'goes into an open namespace',
      rows: open,
      index: 1,
      key: 'ArrowRight',
      step: { kind: 'focus', index: 2 },
    },
    {
      title: 'folds an open namespace',
      rows: open,
      index: 1,
      key: 'ArrowLeft',
      step: { kind: 'collapse', namespace: 'team-a' },
    },
    {
      title: 'goes from a child to its parent',
      rows: open,
      index: 2,
      key: 'ArrowLeft',
      step: { kind: 'focus', index: 1 },
    },
    {
      title: 'has nowhere to go from a top leaf',
      rows: open,
      index: 3,
      key: 'ArrowLeft',
      step: { kind: 'none' },
    },
    { title: 'jumps to the end', rows: open, index: 0, key: 'End', step: { kind: 'focus', index: 3 } },
    { title: 'lets other keys be', rows: open, index: 0, key: 'a', step: { kind: 'none' } },
    { title: 'survives an index that is gone', rows: open, index: 9, key: 'ArrowUp', step: { kind: 'none' } },
  ])('$title', ({ rows, index, key, step }) => {
    expect(stepTree(rows, index, key)).toEqual(step)
  })
})
