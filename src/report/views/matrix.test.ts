import { expect, test } from 'vitest'
import { analyseMatrix } from '../../findings/matrix/matrix.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { matrixView } from './matrix.ts'

const settingsOf = (change: (argv: readonly string[]) => string[]) => {
  const loaded = syntheticRun({ trials: 0, migrations: 1, matrix: true })
  for (const { trial } of loaded.trials)
    if (trial.configuration === 'auto-converge') trial.vmArgv = change(trial.vmArgv ?? [])
  const { settings } = spoken(matrixView(spoken(analyseMatrix(loaded), ENGLISH)), ENGLISH)
  return settings.find(({ name }) => name === 'auto-converge')
}

test('a dirty ring is told among what was set, by the command that was executed', () => {
  const ringed = settingsOf((argv) =>
    argv.flatMap((word) => (word === '-enable-kvm' ? ['-accel', 'kvm,dirty-ring-size=4096'] : [word])),
  )
  expect(ringed).toMatchObject({ capabilities: 'auto-converge', parameters: '-accel kvm,dirty-ring-size=4096' })
  expect(settingsOf((argv) => [...argv])).toMatchObject({ capabilities: 'auto-converge', parameters: 'none' })
})
