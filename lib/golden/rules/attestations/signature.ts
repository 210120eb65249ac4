import { fail, listOf, pass, unknown } from '../checks/check'
import { type AttestationCheck, isAboutItsSubject, ofAttached, someForEach } from './check'

export const signature: AttestationCheck = {
  id: 'ATT-001',
  name: 'signature',
  title: 'Is signed with a key of the policy',
  explanation: 'That there is a signature says nothing: anybody can make one. Who made it is what counts.',
  remedy: 'Sign the digest with cosign and a key whose public half is in the policy.',
  sources: ['CIS 4.5', 'CIS 4.12'],
  severity: 'high',
  defaults: { keys: [] },
  run: ofAttached('signature', (attached, subject, params) => {
    const keys = listOf(params, 'keys')
    if (keys.length === 0) return unknown('It is signed; the policy names no key to hold that against.')
    const answers = attached.map((one) => {
      const { signed } = one
      if (signed === null || !isAboutItsSubject(one)) return { one, verdicts: [] }
      return { one, verdicts: keys.map((key) => subject.verify(signed, key)) }
    })
    const good = answers.filter(({ verdicts }) => verdicts.includes(true)).map(({ one }) => one)
    if (subject.facts !== null && someForEach(subject.facts, good))
      return pass('Signed with a key of the policy.')
    if (answers.some(({ verdicts }) => verdicts.includes(null))) {
      return unknown('A key of the policy cannot be read.')
    }
    const unread = attached.filter(({ signed }) => signed === null)
    return unread.length > 0
      ? unknown(unread[0]?.problem ?? 'There is a signature of a kind that is not read.')
      : fail('No key of the policy made any of its signatures.')
  }),
}
