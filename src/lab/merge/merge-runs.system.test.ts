import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packRun } from '../../data/archive.ts'
import { latestCompleteRun } from '../../data/latest-run.ts'
import { loadRun } from '../../data/load.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { placeOf } from '../../findings/model/places.ts'
import { computerNamed, partRun } from '../../testing/part-run.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { planRun, trialsOf } from '../run/plan.ts'
import { mergeRuns } from './merge-runs.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'merge-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const PARTS = ['1', '2', '3', 'D1'] as const
const computers = {
  '1': computerNamed('a'),
  '2': computerNamed('b'),
  '3': computerNamed('a'),
  D1: computerNamed('c', 'node3'),
}
const parts = () => PARTS.map((part) => partRun({ part, computer: computers[part] }))
const stored = (runs: readonly LoadedRun[]) => runs.map((run) => storeRun(data, run))
const runsIn = () => readdirSync(path.join(data, 'runs')).sort()

describe('parts of a run', () => {
  test('make the run of the whole design in any order, with their trials as they were and what they were measured on', async () => {
    const folders = stored(parts())
    const { run, folder, missing } = await mergeRuns(folders.toReversed(), data)
    expect(missing).toEqual([])
    expect(run).toMatchObject({ status: 'complete', part: null, seed: 7, stopped: [] })
    expect(run.order).toEqual(trialsOf(planRun({ profile: 'quick', seed: 7 })).map(({ id }) => id))
    const loaded = loadRun(folder)
    expect(loaded.trials.map(({ trial }) => trial.id)).toEqual(run.order)
    expect(loaded.unusable).toEqual([])
    expect(run.parts.map(({ name, computer }) => [name, computer])).toEqual(Object.entries(computers))
    expect(loaded.parts.map(({ run: { id } }) => id)).toEqual(parts().map(({ run: { id } }) => id))
    for (const [index, part] of parts().entries())
      for (const { trial } of part.trials)
        for (const name of ['trial.json', 'machine.before.txt'])
          expect(readFileSync(path.join(folder, 'trials', trial.id, name))).toEqual(
            readFileSync(path.join(folders[index] ?? '', 'trials', trial.id, name)),
          )
    expect(latestCompleteRun(data)).toBe(folder)
  })

  test('have boots of the hosts of their own', async () => {
    const { folder } = await mergeRuns(stored(parts()), data)
    const loaded = loadRun(folder)
    const boots = loaded.trials.map(
      ({ trial }) => `${trial.block ?? trial.experiment} ${placeOf(loaded, trial).hostBoot}`,
    )
    expect([...new Set(boots)]).toEqual(['1 1', '2 2', '3 3', 'migration 4', '1 4'])
  })

  test('are taken packed as well, and none of what they are unpacked into is left', async () => {
    const folders = stored(parts())
    const files = await Promise.all(
      folders.map(async (folder) => {
        const file = path.join(data, `${path.basename(folder)}.tar.gz`)
        await packRun(folder, file)
        return file
      }),
    )
    const whole = await mergeRuns(folders, data)
    const unpacked = await mergeRuns(files, data)
    expect(path.basename(unpacked.folder)).toBe(`${path.basename(whole.folder)}-2`)
    expect(loadRun(unpacked.folder).trials).toEqual(loadRun(whole.folder).trials)
    expect(runsIn()).toHaveLength(PARTS.length + 2)
  })

  test('that are missing or half leave the run incomplete, which says so', async () => {
    const [one, , three] = parts()
    const half = partRun({ part: '2', finished: 3 })
    const { run, missing } = await mergeRuns(stored([one, half, three].filter((part) => part !== undefined)), data)
    expect(missing).toEqual(['2', 'D1'])
    expect(run).toMatchObject({
      status: 'interrupted',
      statusReason: { code: 'parts.missing', values: { parts: '2, D1' } },
    })
    expect(latestCompleteRun(data)).toBeNull()
  })

  test.each([
    ['another seed', partRun({ part: '2', seed: 8 }), /the seed is 7 in \S+-quick-1 and 8 in \S+-quick-2/],
    ['another profile', partRun({ part: '2', profile: 'standard' }), /the profile is quick .* standard/],
  ])('of %s are refused by what differs, and nothing is left', async (_, other, said) => {
    const folders = stored([partRun({ part: '1' }), other])
    await expect(mergeRuns(folders, data)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(said),
    })
    expect(runsIn()).toHaveLength(2)
  })

  test('of another recipe, another design or other hosts are refused by what differs', async () => {
    const refused = async (other: LoadedRun) => {
      const folders = stored([partRun({ part: '1' }), other])
      const error = await mergeRuns(folders, data).catch((thrown: unknown) => thrown)
      for (const folder of folders) rmSync(folder, { recursive: true })
      return error instanceof Error ? error.message : 'merged'
    }
    const part = partRun({ part: '2' })
    const { images } = part.environment
    const recipe = { ...part.environment, images: images && { ...images, recipeHash: 'f'.repeat(64) } }
    expect(await refused({ ...part, environment: recipe })).toContain('the images’ recipe is 000')
    const design = part.run.design.map((one) => (one.experiment === 'network' ? { ...one, samples: 99 } : one))
    expect(await refused({ ...part, run: { ...part.run, design } })).toContain('designs of the experiment network')
    const hosts = { ...part.run.hosts, kind: 'kvm' as const }
    expect(await refused({ ...part, run: { ...part.run, hosts } })).toContain('the kind of hosts is emulated')
    expect(await refused({ ...part, run: { ...part.run, order: part.run.order.slice(1) } })).toContain('part 2')
    expect(await refused({ ...part, run: { ...part.run, part: null } })).toContain('is no part of a run')
  })

  test('that have a trial in common are refused by its name', async () => {
    const again = partRun({ part: '1' })
    const twice = { ...again, run: { ...again.run, id: `${again.run.id}-again` } }
    const [first] = again.trials
    await expect(mergeRuns(stored([again, twice]), data)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(`${first?.trial.id} is in both`),
    })
  })
})
