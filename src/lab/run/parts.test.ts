import { describe, expect, test } from 'vitest'
import { partsOf, planPart } from './parts.ts'
import { planRun, trialsOf } from './plan.ts'

const namesOf = (profile: 'smoke' | 'quick' | 'standard' | 'thorough') =>
  partsOf(planRun({ profile, seed: 7, inParts: true })).map(({ name }) => name)

describe('a design in parts', () => {
  test('is one block each, and of section D what one boot of the hosts holds', () => {
    expect(namesOf('smoke')).toEqual(['1', 'D1'])
    expect(namesOf('quick')).toEqual(['1', '2', '3', 'D1'])
    expect(namesOf('standard')).toEqual(['1', '2', '3', '4', '5', '6', 'D1', 'D2', 'F'])
    expect(namesOf('thorough').slice(-6)).toEqual(['15', 'D1', 'D2', 'D3', 'D4', 'F'])
  })

  test('has the trials of the whole design, each once and in the same order, and no rule that stops between blocks', () => {
    const whole = planRun({ profile: 'standard', seed: 7 })
    const parts = namesOf('standard').map((name) => planPart({ profile: 'standard', seed: 7 }, name))
    expect(parts.flatMap(trialsOf).map(({ id }) => id)).toEqual(trialsOf(whole).map(({ id }) => id))
    for (const { design, sittings } of parts) {
      expect(sittings).toHaveLength(1)
      expect(design).toEqual(parts[0]?.design)
      expect(design.every(({ stopping }) => stopping === null)).toBe(true)
      expect(design.map(({ blocks }) => blocks.minimum)).toEqual(design.map(({ blocks }) => blocks.maximum))
    }
    expect(whole.design.some(({ stopping }) => stopping !== null)).toBe(true)
  })

  test('in each part of section D the VM moves both ways', () => {
    for (const name of ['D1', 'D2']) {
      const hosts = trialsOf(planPart({ profile: 'standard', seed: 7 }, name)).map(({ host }) => host)
      expect(new Set(hosts)).toEqual(new Set(['host1', 'host2']))
    }
  })

  test('names its parts where one is asked for that it does not have', () => {
    const asked = { profile: 'standard', seed: 7 } as const
    for (const name of ['7', '0', 'D3', 'd1', ''])
      expect(() => planPart(asked, name)).toThrow('its parts are 1 to 6, D1 to D2 and F')
    expect(() => planPart({ ...asked, only: 'D' }, '1')).toThrow('its parts are D1 to D2')
  })
})
