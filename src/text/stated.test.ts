import { describe, expect, test } from 'vitest'
import { asClause, asSentence } from './clause.ts'
import { say, type Text } from './phrase.ts'
import { spoken } from './spoken.ts'
import { bothOf, inEnglish, STATED_CODES, stated, statedNames, statedText } from './stated.ts'
import { ENGLISH, type Words } from './words.ts'

const entries = {
  ...ENGLISH.entries,
  'stored.hosts.kvm-unusable': '無法使用硬體KVM：{evidence}。',
  'stored.kvm.no-module': '模組未載入',
  'stored.kvm.no-flag': '無vmx也無svm',
  'stored.kvm.nested': '{module}的nested={nested}',
  'stored.unknown': '不明',
  'stored.stopped': '由使用者停止',
  'stored.change.on': '{host}：{change}',
  'stored.change.bridge-conf': '改寫bridge.conf',
  'list.clauses': '{first}；{second}',
  sentence: '{clause}。',
}
const chinese: Words = { language: 'zh-TW', entries }
const said = (text: Text): string => spoken(text, chinese)

describe('a sentence that a run keeps', () => {
  test('is put into words when it is read, with sentences within it', () => {
    const reason = stated('hosts.kvm-unusable', {
      verdict: 'emulating',
      evidence: [stated('kvm.no-module'), stated('kvm.no-flag')],
    })
    expect(said(statedText(reason))).toBe('無法使用硬體KVM：模組未載入；無vmx也無svm。')
    expect(inEnglish(reason)).toBe(
      'Hardware KVM is not usable here (emulating): neither kvm_intel nor kvm_amd is loaded; /proc/cpuinfo shows neither vmx nor svm.',
    )
  })

  test('that an earlier version kept in English is the same sentence', () => {
    const before =
      'Hardware KVM is not usable here (emulating): neither kvm_intel nor kvm_amd is loaded; /proc/cpuinfo shows neither vmx nor svm.'
    expect(said(statedText(before))).toBe('無法使用硬體KVM：模組未載入；無vmx也無svm。')
    expect(said(statedText('kvm_amd has nested=unknown'))).toBe('kvm_amd的nested=不明')
    expect(said(statedText('host1: /etc/qemu/bridge.conf replaced by “allow br0”. Undo: as it was.'))).toBe(
      'host1：改寫bridge.conf',
    )
  })

  test('that was kept with its full stop ends as the language ends one, and is a clause within another', () => {
    expect(said(statedText('Stopped by the user.'))).toBe('由使用者停止。')
    expect(said(asSentence(statedText('Stopped by the user.')))).toBe('由使用者停止。')
    expect(said(asSentence(statedText(stated('stopped'))))).toBe('由使用者停止。')
    expect(said(asClause(statedText('Stopped by the user.')))).toBe('由使用者停止')
    expect(inEnglish('Stopped by the user.')).toBe('Stopped by the user.')
  })

  test.each(['', 'The disk was full.', 'GenericError: {x} is *busy*; see below', 'host3: gone', 'a; b'])(
    'that is none of ours stays as it was found: %j',
    (words) => {
      expect(said(statedText(words))).toBe(words)
      expect(statedText(words, (found) => `<${found}>`)).toBe(`<${words}>`)
    },
  )

  test('of each kind is known by its English', () => {
    for (const code of STATED_CODES) {
      const pattern = ENGLISH.entries[`stored.${code}`]
      if (typeof pattern !== 'string') throw new Error(`${code} has forms`)
      const filled = statedNames(code).reduce((text, name) => text.replaceAll(`{${name}}`, FACTS[name] ?? 'x'), pattern)
      expect(inEnglish(filled)).toBe(filled)
      const other: Words = { language: 'qaa', entries: { ...entries, [`stored.${code}`]: code } }
      expect(spoken(statedText(filled), other), filled).toContain(code)
    }
  })

  test('joins names as a list in words', () => {
    expect(inEnglish(stated('failed.on', { hosts: bothOf(['host1', 'host2']) }))).toBe('on host1 and host2')
    expect(inEnglish(stated('skipped.capability', { capabilities: bothOf(['multifd']) }))).toMatch(
      /capability multifd$/,
    )
  })
})

/** Facts that look as they do in runs. */
const FACTS: Readonly<Record<string, string>> = {
  host: 'host1',
  hosts: 'host1',
  from: 'host1',
  to: 'host2',
  place: 'on host2',
  module: 'kvm_amd',
  flag: 'svm',
  bytes: '64',
  seconds: '2.5',
}

test('a clause ends as a sentence does in its language, once', () => {
  expect(said(asSentence('無'))).toBe('無。')
  expect(asSentence('Ends.')).toBe('Ends.')
  expect(asClause('Ends.')).toBe('Ends')
  expect(said(asClause(asSentence(say('stored.stopped'))))).toBe('由使用者停止')
  expect(said(asSentence(asSentence('無')))).toBe('無。')
})
