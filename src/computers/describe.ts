import type { Tried } from './try-computers.ts'
import { type Measured, ofInterest, type Seen, whatItSaid } from './verdict.ts'

/** A computer in lines: whether it is as expected, what was seen there, and in what it is not. */
export function describe({ computer, seen, faults }: Tried): string {
  const verdict = faults.length === 0 ? 'ok       ' : 'otherwise'
  return [
    `${verdict} ${computer.name}: ${computer.what}`,
    ...(seen === null ? [] : seenLines(seen)),
    ...faults.map((fault) => `not as expected: ${fault}`),
  ]
    .map((line, n) => `${n === 0 ? '' : '          '}${line.replaceAll('\n', '\n          ')}\n`)
    .join('')
}

function seenLines({ node, npm, doctor, report, mended, measured }: Seen): string[] {
  const ailments = ofInterest(doctor.ailments ?? [])
  return [
    `Node ${node}, npm ${npm}; doctor (${whole(doctor.seconds)} s): ${ailments.map(({ name }) => name).join(', ') || 'all that a report needs is there'}`,
    report.exitCode === 0
      ? `report: printed in ${whole(report.seconds)} s`
      : `report: exit code ${report.exitCode}, “${whatItSaid(report.said)}”`,
    ...(mended === null
      ? []
      : [
          `after “${mended.command}”: ${mended.report.exitCode === 0 ? 'printed' : `exit code ${mended.report.exitCode}`}`,
        ]),
    ...(measured === null ? [] : [measuredLine(measured)]),
  ]
}

function measuredLine({ run, steps }: Measured): string {
  const all = steps.map(
    ({ does, exitCode, seconds }) =>
      `${does} ${exitCode === 0 ? 'done' : `exit code ${exitCode}`} (${whole(seconds)} s)`,
  )
  return `run ${run}: ${all.join(', ')}`
}

const whole = (seconds: number) => Math.round(seconds)
