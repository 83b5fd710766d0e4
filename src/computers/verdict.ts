import type { Computer, ReportExpectation } from './computer.ts'

/** What `npm run doctor` said of one prerequisite that is not ok. */
export interface Ailment {
  name: string
  evidence: string
  remedy: string | null
}

/** What `npm run report` did. */
export interface Printing {
  exitCode: number | null
  /** What it said on its way. */
  said: string
  /** The hash of the PDF; null where there is none. */
  pdf: string | null
  seconds: number
}

/** A lab on a computer, and what was made of it: each step begins where the one before ended well. */
export interface Measured {
  run: string
  steps: readonly { does: 'lab' | 'report' | 'verify'; exitCode: number | null; said: string; seconds: number }[]
}

/** What was seen on a computer. */
export interface Seen {
  /** e.g. `v12.22.12` and `7.5.2`, those that it began with. */
  node: string
  npm: string
  /** null where it gave no list; `said` is why. */
  doctor: { ailments: readonly Ailment[] | null; said: string; seconds: number }
  report: Printing
  /** After the remedy; null where none was executed. */
  mended: { command: string; report: Printing } | null
  /** null where nothing was to be measured, or nothing printed. */
  measured: Measured | null
}

/**
 * Prerequisites that the lab alone has, and that a system of Node and npm lacks, or has as the computer around it does: a report
 * needs none of them.
 */
const OF_THE_LAB = ['mmdebstrap', 'debian-archive-keyring', 'newuidmap', 'genext2fs', 'ssh', 'user ids', 'memory']

/** The part of what doctor found that a computer is tried for. */
export const ofInterest = (ailments: readonly Ailment[]): Ailment[] =>
  ailments.filter(({ name }) => !OF_THE_LAB.includes(name))

/**
 * In what a computer was not as expected, in a sentence each; none where all was.
 * @param before the PDF of the computer that it comes from, or null
 * @param difference where the two differ first, in a sentence; null where that is not known
 */
export function faults(
  { doctor, report }: Computer,
  seen: Seen,
  before: string | null,
  difference: string | null = null,
): string[] {
  return [
    ...doctorFaults(doctor, seen),
    ...(report.printed ? printedFaults(report, seen.report, before, difference) : refusedFaults(report, seen)),
    ...(seen.measured?.steps ?? [])
      .filter(({ exitCode }) => exitCode !== 0)
      .map(({ does, exitCode, said }) => `${does} ended with exit code ${exitCode}: ${whatItSaid(said)}`),
  ]
}

function doctorFaults(expected: readonly string[], { doctor: { ailments, said } }: Seen): string[] {
  if (ailments === null) return [`doctor gave no list: ${whatItSaid(said)}`]
  const found = ofInterest(ailments)
  const names = found.map(({ name }) => name)
  return [
    ...found
      .filter(({ name }) => !expected.includes(name))
      .map(({ name, evidence }) => `doctor says of ${name}: ${evidence}`),
    ...expected.filter((name) => !names.includes(name)).map((name) => `doctor finds nothing wrong with ${name}`),
    ...found.filter(({ remedy }) => remedy === null).map(({ name }) => `doctor knows no remedy for ${name}`),
  ]
}

function printedFaults(
  { bytes, says }: Extract<ReportExpectation, { printed: true }>,
  report: Printing,
  before: string | null,
  difference: string | null = null,
): string[] {
  if (report.exitCode !== 0) return [`the report ended with exit code ${report.exitCode}: ${whatItSaid(report.said)}`]
  if (report.pdf === null) return ['the report ended with exit code 0, and there is no PDF']
  return [
    ...(bytes === 'same' && report.pdf !== before
      ? [`the report has other bytes than that before${difference === null ? '' : `: ${difference}`}`]
      : []),
    ...(says !== undefined && !says.test(report.said) ? [`the report does not say ${says}`] : []),
  ]
}

function refusedFaults(
  expected: Extract<ReportExpectation, { printed: false }>,
  { doctor, report, mended }: Seen,
): string[] {
  const foretold = doctor.ailments?.some(({ name, remedy }) => name === expected.foretold && remedy !== null) ?? false
  return [
    ...(report.exitCode === expected.exitCode
      ? []
      : [
          `the report ended with exit code ${report.exitCode} and not ${expected.exitCode}: ${whatItSaid(report.said)}`,
        ]),
    ...(expected.says.test(report.said)
      ? []
      : [`the report says “${whatItSaid(report.said)}” and not ${expected.says}`]),
    ...(foretold ? [] : [`doctor does not foretell it by ${expected.foretold}`]),
    ...(expected.remedy === undefined ? [] : mendedFaults(expected.remedy, mended)),
  ]
}

function mendedFaults(by: string, mended: Seen['mended']): string[] {
  if (mended === null) return [`the ${by} names no command that mends it`]
  const { command, report } = mended
  return printedFaults({ printed: true }, report, null).map((fault) => `after “${command}” ${fault}`)
}

/** The PDF that is there in the end, or null. */
export const lastPdf = ({ report, mended }: Seen): string | null => mended?.report.pdf ?? report.pdf

/** The line of its error, or else its last one. */
export function whatItSaid(said: string): string {
  const lines = said.trim().split('\n')
  return lines.find((line) => line.startsWith('Error: ')) ?? lines.at(-1) ?? ''
}

/** The command that the report asks for: its indented lines. */
export const commandOf = (said: string): string | null => /^ {2}(sudo .+)$/m.exec(said)?.[1] ?? null
