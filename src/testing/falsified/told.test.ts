import { expect, test } from 'vitest'
import { analyse } from '../../findings/analyse.ts'
import { ledgerOf } from '../../report/ledger.ts'
import { ENGLISH } from '../../text/words.ts'
import { syntheticRun } from '../synthetic/run.ts'
import { untoldNumbers } from '../untold.ts'
import { FALSIFIED, type FalsifiedName } from './runs.ts'

const run = syntheticRun({ controls: true, matrix: true, failovers: 3 })

test.each(Object.keys(FALSIFIED) as FalsifiedName[])('where %s the ledger says what each number is', (name) => {
  const loaded = FALSIFIED[name](run)
  const { findings, figures } = ledgerOf({ loaded, analysis: analyse(loaded), example: false }, ENGLISH)
  const said = findings.filter(({ verdict }) => verdict !== 'not-measured')
  expect(said.flatMap((one) => untoldNumbers(one, figures).map((number) => [one.id, number]))).toEqual([])
})
