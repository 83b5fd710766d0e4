import { decodedText } from '../data/decoded-text.ts'
import type { LoadedTrial } from '../data/loaded-run.ts'
import { trialPath } from '../data/trial-path.ts'
import { UserError } from '../errors.ts'
import { printedText } from '../measurements/transcript.ts'
import type { Assigned } from './assign.ts'

/** A file that holds what another one holds, which was taken over in its place. */
export interface Repeated {
  name: string
  like: string
}

type Known = Pick<Assigned, 'name' | 'experiment' | 'configuration' | 'probe'> & { printed: string }

/** What the tool printed, however it was copied. */
const printedIn = (text: string): string =>
  printedText(text)
    .split('\n')
    .filter((line) => line !== '')
    .join('\n')

const knownIn = ({ trial, files }: LoadedTrial): Known[] =>
  trial.samples.flatMap(({ probe, files: { output = '' } }) => {
    const text = files[output]
    const { id, experiment, configuration } = trial
    return text === undefined
      ? []
      : [{ name: trialPath(id, output), experiment, configuration, probe, printed: printedIn(text) }]
  })

/**
 * Files without those whose content is there already, in whatever terminal: no two measurements give the same numbers to the last digit, so it is
 * one that was given twice, and counts once.
 * @throws UserError `data` where it was given as two configurations
 */
export function withoutRepeated(
  files: readonly Assigned[],
  present: readonly LoadedTrial[],
): { fresh: Assigned[]; repeated: Repeated[] } {
  const known = present.flatMap(knownIn)
  const fresh: Assigned[] = []
  const repeated: Repeated[] = []
  for (const file of files) {
    const printed = printedIn(decodedText(file.bytes))
    const { name, experiment, configuration, probe } = file
    const same = known.filter((one) => one.printed === printed && one.experiment === experiment && one.probe === probe)
    const other = same.find((one) => one.configuration !== configuration)
    if (other !== undefined)
      throw new UserError(
        'data',
        `${name}: expected a measurement of ${configuration}, found the content of ${other.name}, which is one of ${other.configuration}; nothing was imported.`,
      )
    const [like] = same
    if (like !== undefined) repeated.push({ name, like: like.name })
    else {
      known.push({ name, experiment, configuration, probe, printed })
      fresh.push(file)
    }
  }
  return { fresh, repeated }
}
