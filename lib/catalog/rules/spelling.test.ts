import { describe, expect, it } from 'vitest'
import { likelyWords, mistakesBetween, replaceWords, spellableWords, variantsOf } from './spelling'

const KNOWN = ['payments', 'debian', 'alpine', 'latest', 'frontend', 'base', 'bass', 'release']

describe('spelling', () => {
  it.each([
    ['debain', 'debian'],
    ['alpien', 'alpine'],
    ['latset', 'latest'],
    ['lates', 'latest'],
    ['payemnts', 'payments'],
    ['paymnt', 'payments'],
    ['fronntend', 'frontend'],
    ['froentedn', 'frontend'],
    ['realease', 'release'],
    ['basse', 'base'],
  ])('finds what %s stands for, by letters left out alone', (typed, meant) => {
    const left = new Set(variantsOf(typed))
    const met = KNOWN.filter((word) => variantsOf(word).some((variant) => left.has(variant)))
    expect(likelyWords(typed, met)[0]).toBe(meant)
  })

  it.each([
    ['', 'abc', 3],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
  ])('counts the mistakes between %j and %j', (a, b, mistakes) => {
    expect(mistakesBetween(a, b)).toBe(mistakes)
  })

  it('takes no word for another that only looks a little alike', () => {
    expect(likelyWords('team', ['term', 'tear', 'stream'])).toEqual(['tear', 'term'])
    expect(likelyWords('web', ['api'])).toEqual([])
  })

  it('learns runs of four letters and more', () => {
    expect(spellableWords('team-a/Debian12_base.k8s')).toEqual(['team', 'debian', 'base'])
  })

  it('stays small for long names', () => {
    expect(variantsOf('abcdefghijklmnop').length).toBeLessThan(150)
    expect(spellableWords('word-'.repeat(50)).length).toBeLessThanOrEqual(8)
  })

  it('corrects a word where it stands', () => {
    expect(replaceWords('team/Debain12:lates', new Map([['debain', 'debian']]))).toBe('team/debian12:lates')
  })
})
