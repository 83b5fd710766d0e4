import type { ProgramOf } from '../../experiments/catalogue.ts'

/**
 * What a program of section B that was given so many operations says of its own time, ms: given to the lab, which reads no
 * outputs itself.
 * @throws where the output does not say it
 */
export type ElapsedMsOf = (program: ProgramOf<'acceleration'>, operations: number, output: string) => number
