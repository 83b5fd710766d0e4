import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parsePing } from './ping.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const reply = (stamp: number, sequence: number, ms: number): string =>
  `[${stamp.toFixed(6)}] 64 bytes from 192.168.100.10: icmp_seq=${sequence} ttl=64 time=${ms} ms`

describe('parsePing', () => {
  it('gives the time of sending and the round trip of each answer', () => {
    const { sent, replies } = parsePing(fixture('ping.txt'), 'ping.txt')
    expect(sent).toBe(4)
    expect(replies.map(({ sequence, roundTripMs }) => [sequence, roundTripMs])).toEqual([
      [1, 0.281],
      [2, 0.067],
      [3, 0.044],
      [4, 0.041],
    ])
    expect(replies[0]?.sentAtS).toBeCloseTo(1795464343.537873 - 0.000281, 6)
  })

  it('counts what was not answered', () => {
    expect(parsePing(fixture('ping-unanswered.txt'), 'ping.txt')).toEqual({ sent: 4, replies: [] })
  })

  it('takes a late answer for an answer, and a duplicate not for a second one', () => {
    const text = [
      reply(1, 1, 2),
      '[1.200000] no answer yet for icmp_seq=2',
      reply(1.21, 3, 2),
      reply(1.3, 2, 150),
      `${reply(1.4, 3, 9)} (DUP!)`,
      '',
    ].join('\n')
    const { sent, replies } = parsePing(text, 'p')
    expect(sent).toBe(3)
    expect(replies.map(({ sequence }) => sequence)).toEqual([1, 3, 2])
  })

  it('goes on counting where the packet’s number starts again', () => {
    const text = [
      reply(1, 65534, 2),
      '[1.100000] no answer yet for icmp_seq=65535',
      reply(1.21, 0, 2),
      reply(1.3, 1, 2),
      '',
    ].join('\n')
    const { replies, sent } = parsePing(text, 'p')
    // The first number seen counts from the nearest multiple: 65,534 is taken for a number just below 65,536.
    expect(replies.map(({ sequence }) => sequence - (replies[0]?.sequence ?? NaN))).toEqual([0, 2, 3])
    expect(sent - (replies[0]?.sequence ?? NaN)).toBe(3)
  })

  it.each([
    ['nothing', ''],
    ['an unknown host', 'ping: vm: Name or service not known\n'],
    ['a cut line', `${reply(1, 1, 2)}\n[1.100000] 64 bytes from 192.168`],
    ['answers that its total contradicts', fixture('ping.txt').replace(/^.*icmp_seq=2 .*\n/m, '')],
    ['a round trip that is no number', reply(1, 1, 2).replace('time=2', 'time=2,5')],
  ])('refuses %s', (_, text) => {
    expect(() => parsePing(text, 'p')).toThrow(ParseError)
  })
})
