import { describe, expect, it } from 'vitest'
import { type AddressState, changeSearch, oneOf, searchOf } from './address-state'

interface View {
  readonly q: string
  readonly place: string | null
  readonly all: boolean
}

const view: AddressState<View> = {
  initial: { q: '', place: null, all: false },
  read: (search) => ({
    q: search.get('q') ?? '',
    place: search.get('place'),
    all: search.get('all') === 'true',
  }),
}

describe('state in the address', () => {
  it.each([
    { what: 'adds what was chosen', search: '', part: { q: 'a b' }, expected: '?q=a+b' },
    { what: 'keeps what is not its own', search: '?tab=raw', part: { q: 'x' }, expected: '?tab=raw&q=x' },
    {
      what: 'leaves out what is as it is initially',
      search: '?q=x&all=true',
      part: { q: '', all: false },
      expected: '',
    },
    {
      what: 'tells an empty text from nothing where nothing is initial',
      search: '',
      part: { place: '' },
      expected: '?place=',
    },
    { what: 'forgets what is taken back', search: '?place=a', part: { place: null }, expected: '' },
  ])('$what', ({ search, part, expected }) => {
    expect(changeSearch(view, search, part)).toBe(expected)
  })

  it('reads back what it wrote', () => {
    const written = changeSearch(view, '', { q: 'é&=#', place: '', all: true })

    expect(view.read(new URLSearchParams(written))).toEqual({ q: 'é&=#', place: '', all: true })
  })

  it('takes the first of a name that stands there twice', () => {
    expect(searchOf({ q: ['one', 'two'], place: undefined }).toString()).toBe('q=one')
  })

  it('answers the fallback for a choice there is not', () => {
    expect(oneOf(['name', '-name'], 'drop table', 'name')).toBe('name')
  })
})
