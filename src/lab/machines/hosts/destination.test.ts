import { describe, expect, test } from 'vitest'
import { areGiven, parseHosts } from './destination.ts'

test('the lab makes the hosts, or the user has them', () => {
  expect(parseHosts('emulated')).toBe('emulated')
  expect(parseHosts('kvm')).toBe('kvm')
  expect(parseHosts('ssh://student@guest1:2222,ssh://[fd00::2]')).toEqual({
    host1: 'ssh://student@guest1:2222',
    host2: 'ssh://[fd00::2]',
  })
})

describe('what can’t be two machines is refused', () => {
  test.each([
    '',
    'ssh',
    'ssh://a',
    'ssh://a,ssh://b,ssh://c',
    'ssh://a,',
    'a,b',
    'ssh://a,b',
    'http://a,http://b',
    // Options of ssh, and what shells and ssh’s own expansion give a meaning.
    'ssh://-oProxyCommand=x,ssh://b',
    'ssh://a,ssh://-l@b',
    'ssh://-u@a,ssh://b',
    'ssh://a;id,ssh://b',
    'ssh://$(id),ssh://b',
    'ssh://a b,ssh://c',
    'ssh://a\nssh://b,ssh://c',
    'ssh://%h,ssh://b',
    'ssh://a/b,ssh://c',
    'ssh://a:port,ssh://b',
    'ssh://`id`@a,ssh://b',
  ])('%j', (text) => {
    expect(() => parseHosts(text)).toThrow(expect.objectContaining({ code: 'usage' }))
  })

  test('the same machine twice is named', () => {
    expect(() => parseHosts('ssh://a,ssh://a')).toThrow(/ssh:\/\/a twice/)
  })
})

test('machines of the user’s own are told from hosts that the lab boots', () => {
  expect([undefined, 'emulated', 'kvm', 'ssh://a,ssh://b'].map(areGiven)).toEqual([false, false, false, true])
  expect(() => areGiven('ssh:a')).toThrow(/can't be used/)
})
