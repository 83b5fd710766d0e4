import { expect, test } from 'vitest'
import { UserError } from '../errors.ts'
import { failure } from './failure.ts'

const plain = { verbose: false, json: false }
const facts = { step: 'Booting', hosts: ['host1'], signal: null }
const error = new UserError('lab', 'The lab failed.', { cause: new RangeError('too far'), facts })

test('an error is one sentence; what is known of it and its cause come on demand', () => {
  expect(failure(error, plain)).toEqual({ code: 4, stdout: '', stderr: 'Error: The lab failed.\n' })
  const { stdout, stderr } = failure(error, { ...plain, verbose: true })
  expect(stdout).toBe('')
  expect(stderr).toMatch(
    /^Error: The lab failed\.\n {2}step: "Booting"\n {2}hosts: \["host1"\]\n {2}signal: null\nRangeError: too far\n {4}at /,
  )
})

test('with --json a program reads the facts on standard output, where there are any', () => {
  const { stdout, stderr } = failure(error, { ...plain, json: true })
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'lab', message: 'The lab failed.', facts } })
  expect(stderr).toBe('Error: The lab failed.\n')
  expect(failure(new UserError('usage', 'No.'), { ...plain, json: true }).stdout).toBe('')
})

test('a fault of the program says how to learn where it happened', () => {
  const fault = new TypeError('x is undefined')
  expect(failure(fault, plain)).toMatchObject({ code: 1, stderr: expect.stringContaining('--verbose') })
  expect(failure(fault, { ...plain, verbose: true }).stderr).toMatch(
    /^Error: a fault of this program: x.*\nTypeError: /,
  )
})
