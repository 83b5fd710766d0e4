import { expect, test } from 'vitest'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { describeLabTime, labTime } from './lab-time.ts'

const { run } = syntheticRun({ migrations: 1, trials: 1 })

test('time in which two hosts measure counts once, and a pause between two attempts not at all', () => {
  const time = labTime({
    ...run,
    spans: [
      { what: 'boot-hosts', place: 'lab', fromS: 0, toS: 20 },
      { what: 'boot-vm', place: 'host1', fromS: 20, toS: 30 },
      { what: 'measure', place: 'host1', fromS: 30, toS: 60 },
      { what: 'measure', place: 'host2', fromS: 40, toS: 70 },
      { what: 'migrate', place: 'lab', fromS: 500, toS: 520 },
    ],
  })
  expect(time).toMatchObject({ totalS: 90, measuringShare: 60 / 90 })
  expect(time?.kinds.find(({ what }) => what === 'measure')).toEqual({
    what: 'measure',
    anyHostS: 40,
    hostSecondsS: 60,
    count: 2,
  })
  expect(time && describeLabTime(time)).toMatch(/90 s, in 67 % of which something was measured/)
})

test('a run without spans says nothing', () => {
  expect(labTime({ ...run, spans: [] })).toBeNull()
})
