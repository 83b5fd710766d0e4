import { describe, expect, test } from 'vitest'
import { keptByNpm, recoverArguments } from './npm-arguments.ts'

const any = () => true
const options = [
  { flag: '--id', takesValue: true, accepts: any },
  { flag: '--name', takesValue: true, accepts: any },
  { flag: '--file-name', takesValue: true, accepts: any },
  { flag: '--example', takesValue: false, accepts: any },
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

describe('beside files', () => {
  const among = (...values: string[]) => ({ takesValue: true, accepts: (value: string) => values.includes(value) })
  const declared = [
    { flag: '--section', ...among('B', 'C', 'D') },
    { flag: '--configuration', ...among('kvm', 'tcg', 'virtio') },
    { flag: '--trial', takesValue: true, accepts: (value: string) => /^\d+$/.test(value) },
    { flag: '--probe', takesValue: true, accepts: any },
    { flag: '--run', takesValue: true, accepts: any },
  ]
  const files = ['a.txt', 'b', '3']
  const imported = (args: string[], ...flags: string[]) =>
    recoverArguments(
      'import',
      args,
      declared,
      {
        npm_lifecycle_event: 'import',
        ...Object.fromEntries(flags.map((flag) => [`npm_config_${flag}`, 'true'])),
      },
      (word) => files.includes(word),
    )

  test('values are told by what each option takes, and by what is no file', () => {
    expect(imported(['a.txt', 'b', 'B', 'kvm'], 'section', 'configuration')).toEqual([
      ...['a.txt', 'b', '--section', 'B', '--configuration', 'kvm'],
    ])
    expect(imported(['kvm', 'a.txt', 'B'], 'section', 'configuration')).toEqual([
      ...['a.txt', '--section', 'B', '--configuration', 'kvm'],
    ])
    expect(imported(['a.txt', 'C', 'virtio', 'udp-large', '2'], 'section', 'configuration', 'probe', 'trial')).toEqual([
      ...['a.txt', '--section', 'C', '--configuration', 'virtio', '--trial', '2', '--probe', 'udp-large'],
    ])
  })

  test('nothing is guessed', () => {
    expect(imported(['a.txt', 'c.txt', 'x-by-hand'], 'run')).toBeNull()
    expect(imported(['a.txt', 'x', 'y'], 'run', 'probe')).toBeNull()
    expect(imported(['a.txt', '3'], 'trial')).toBeNull()
    expect(imported(['a.txt'])).toBeNull()
  })
})

test('what npm kept is known', () => {
  const kept = (args: string[], env: Record<string, string>) =>
    keptByNpm('report', args, options, { npm_lifecycle_event: 'report', ...env }).map(({ flag }) => flag)
  expect(kept(['1130', 'Mei'], { npm_config_id: 'true', npm_config_name: 'true' })).toEqual(['--id', '--name'])
  expect(kept(['--id', '1130'], { npm_config_id: 'true' })).toEqual([])
  expect(kept(['1130'], {})).toEqual([])
})
