import path from 'node:path'
import { expect, test } from 'vitest'
import { fromUser } from './user-folder.ts'

test('files are counted from the folder in which npm run was typed', () => {
  const npm = { npm_lifecycle_event: 'import', INIT_CWD: '/home/mei/measured' }
  expect(fromUser('a.txt', npm)).toBe('/home/mei/measured/a.txt')
  expect(fromUser('../b/a.txt', npm)).toBe('/home/mei/b/a.txt')
  expect(fromUser('/tmp/a.txt', npm)).toBe('/tmp/a.txt')
  for (const script of ['report', 'check'])
    expect(fromUser('class.csv', { ...npm, npm_lifecycle_event: script })).toBe('/home/mei/measured/class.csv')
})

test('without npm they are counted from where the command runs, and so they are within another script of npm', () => {
  expect(fromUser('a.txt', {})).toBe(path.resolve('a.txt'))
  expect(fromUser('a.txt', { npm_lifecycle_event: 'test', INIT_CWD: '/home/mei' })).toBe(path.resolve('a.txt'))
})
