import { expect, test } from 'vitest'
import { qmpAnswer } from './qmp-answer.ts'

const EVENT = '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}\r\n'

test('the answer is found between events and what was typed', () => {
  expect(qmpAnswer(`\r\n${EVENT}{"return": {}}\r\n${EVENT}`)).toEqual({ returned: {}, error: undefined })
  expect(qmpAnswer('{"return": "Could not open"}\r\n')).toEqual({ returned: 'Could not open', error: undefined })
})

test('a refusal is one, with QEMU’s words', () => {
  const refused = '{"error": {"class": "GenericError", "desc": "Device \\"x\\" not found"}}\r\n'
  expect(qmpAnswer(EVENT + refused)).toEqual({ returned: undefined, error: 'Device "x" not found' })
})

test('events, a message of ours and the beginning of an answer are none', () => {
  expect(qmpAnswer(`{"execute":"migrate-set-capabilities"}\r\n${EVENT}{"return": {"a": `)).toBeUndefined()
})
