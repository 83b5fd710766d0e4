import { expect, test } from 'vitest'
import { recoverArguments } from './npm-arguments.ts'

const options = [
  { flag: '--id', takesValue: true },
  { flag: '--name', takesValue: true },
  { flag: '--file-name', takesValue: true },
  { flag: '--example', takesValue: false },
]
const recover = (args: string[], env: Record<string, string>, event = 'report') =>
  recoverArguments('report', args, options, { npm_lifecycle_event: event, ...env })

test('a value that lost its option gets it back', () => {
  expect(recover(['1130'], { npm_config_id: 'true' })).toEqual(['--id', '1130'])
  expect(recover(['1130'], { npm_config_id: 'true', npm_config_example: 'true' })).toEqual([
    '--example',
    '--id',
    '1130',
  ])
  expect(recover([], { npm_config_id: '1130', npm_config_file_name: '{id}.pdf' })).toEqual([
    '--id',
    '1130',
    '--file-name',
    '{id}.pdf',
  ])
  expect(recover(['--id', '1130'], { npm_config_example: 'true' })).toEqual(['--id', '1130', '--example'])
})

test('nothing is guessed', () => {
  expect(recover(['--id', '1130'], {})).toBeNull()
  expect(recover(['--id', '1130'], { npm_config_id: 'true' })).toBeNull()
  expect(recover(['1130', 'Mei'], { npm_config_id: 'true', npm_config_name: 'true' })).toBeNull()
  expect(recover(['1130', 'more'], { npm_config_id: 'true' })).toBeNull()
  expect(recover(['1130'], { npm_config_id: 'true' }, 'test')).toBeNull()
})
