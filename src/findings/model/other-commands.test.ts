import { expect, test } from 'vitest'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { commandLimits } from './other-commands.ts'

test('different commands are said with the names that a reader knows of what ran them', () => {
  const commands = [
    { probe: 'own', configuration: 'kvm' as const, command: '/usr/bin/gzip -1 a' },
    { probe: 'own', configuration: 'tcg' as const, command: 'gzip -9 a' },
  ]
  const [limit = ''] = commandLimits(commands).map((text) => spoken(text, ENGLISH))
  expect(limit).toContain('(with -enable-kvm)')
  expect(limit).toContain('gzip -9 a')
  expect(limit).not.toMatch(/\((?:kvm|tcg)\)/)
  expect(commandLimits(commands.map((one) => ({ ...one, command: 'gzip -9 a' })))).toEqual([])
})
