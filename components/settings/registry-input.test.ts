import { expect, it } from 'vitest'
import { bodyOf, draftOf, linesOf } from './registry-input'

const DRAFT = { ...draftOf(null), url: ' https://registry.example ' }

it('leaves stored secrets alone when nothing was written', () => {
  expect(bodyOf(DRAFT)).toEqual({
    url: 'https://registry.example',
    username: null,
    repositories: null,
    namespaces: null,
  })
})

it('removes stored secrets only when asked to', () => {
  expect(bodyOf({ ...DRAFT, password: 'typed', dropsPassword: true })).toMatchObject({ password: null })
})

it('does not touch spaces in a password', () => {
  expect(bodyOf({ ...DRAFT, password: ' a b ' })).toMatchObject({ password: ' a b ' })
})

it('reads one repository a line, each once', () => {
  expect(linesOf('team-a/web\n\n team-b/api \nteam-a/web,base')).toEqual(['team-a/web', 'team-b/api', 'base'])
})
