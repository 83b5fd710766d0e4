import { type Explanation, explainInstruction, type Glossary } from '../../assignment/explanation.ts'
import type { Instruction, Task } from '../../assignment/instruction.ts'
import { procedure } from '../../assignment/procedure.ts'
import { TOPOLOGY } from '../../assignment/topology.ts'
import type { JournalEntry, Place } from '../../data/schema.ts'
import { clockTime, type Film } from '../../film/cut.ts'
import type { ArgumentView, InstructionView } from '../../templates/instruction-shape.ts'
import { formatDuration } from '../../text/durations.ts'
import { say, type Text } from '../../text/phrase.ts'
import { quote } from '../../text/shell.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { shownOutput } from './shown-output.ts'

export const PLACES: Record<Place, Text> = {
  lab: say('place.lab'),
  host1: say('host.host1'),
  host2: say('host.host2'),
  vm: say('place.vm'),
  monitor1: say('place.monitor1'),
  monitor2: say('place.monitor2'),
}

const TASK_NUMBERS: Record<Task, string> = { preparation: '0', task1: '1', task2: '2', task3: '3' }

/** An instruction as this run executed it, where it did. */
interface Step {
  instruction: Instruction
  number: string
  entry: JournalEntry | undefined
  argv: readonly string[]
  stdin: string | null
}

/** Instructions as section A shows them, by task: what the procedure says of them and what the journal saw. */
export function instructionViews(
  journal: readonly JournalEntry[],
  glossary: Glossary,
  film: Film | null,
): Record<Task, Unspoken<InstructionView>[]> {
  const executed = new Map<string, JournalEntry>()
  for (const entry of journal) {
    // The first execution is the one of Tasks 1 to 3; trials start the VM again and again.
    if (entry.instruction !== null && !executed.has(entry.instruction)) executed.set(entry.instruction, entry)
  }
  const explained = new Map<string, string>()
  const earlier: Step[] = []
  const views: Record<Task, Unspoken<InstructionView>[]> = { preparation: [], task1: [], task2: [], task3: [] }
  // Hosts without a cable of their own had one laid; the addresses shown are those that were executed.
  const tunnel = executed.has('prepare-1-cable') ? { host1: '', host2: '' } : null
  for (const instruction of procedure({ accelerator: 'kvm', cpu: 'host' }, { ...TOPOLOGY, tunnel })) {
    const of = views[instruction.task]
    const entry = executed.get(instruction.id)
    const step: Step = {
      instruction,
      number: `${TASK_NUMBERS[instruction.task]}.${of.length + 1}`,
      entry,
      argv: entry?.argv ?? instruction.argv,
      stdin: entry?.stdin ?? instruction.stdin ?? null,
    }
    const args = explainInstruction(step.argv, step.stdin, glossary).map((explanation) =>
      argumentView(explanation, step.number, explained),
    )
    // What brings an argument of its own is no repetition, whatever it is called.
    const repeats = args.every(({ before }) => before !== null) ? repeated(step, earlier) : null
    of.push(instructionView(step, args, repeats, filmedAt(instruction.id, film)))
    earlier.push(step)
  }
  return views
}

function instructionView(
  { instruction, number, entry, argv, stdin }: Step,
  args: Unspoken<ArgumentView>[],
  repeats: InstructionView['repeats'],
  filmed: string | null,
): Unspoken<InstructionView> {
  return {
    id: instruction.id,
    number,
    title: instruction.title,
    place: PLACES[instruction.place],
    command: commandLine(argv, stdin, instruction.place),
    purpose: instruction.purpose,
    course: instruction.course ?? null,
    arguments: args,
    repeats,
    result: entry === undefined ? say('step.not-executed') : resultOf(entry),
    ended: entry === undefined ? say('step.not-executed') : endOf(entry),
    output: entry === undefined ? null : outputOf(entry, instruction.shows),
    filmed,
  }
}

/** The earlier step that this one does again, on the other host or in the same words, and the words that are others. */
function repeated({ instruction, argv, stdin }: Step, earlier: readonly Step[]): InstructionView['repeats'] {
  const before = earlier.find(
    (one) =>
      one.argv.length === argv.length &&
      one.stdin === stdin &&
      (one.instruction.name === instruction.name || one.argv.every((word, index) => word === argv[index])),
  )
  if (before === undefined) return null
  const differing = argv.flatMap((here, index) => {
    const there = before.argv[index] ?? ''
    return here === there ? [] : [{ here, there }]
  })
  return { number: before.number, differing }
}

function filmedAt(id: string, film: Film | null): string | null {
  const step = film?.steps.find((one) => one.id === id)
  return step === undefined ? null : clockTime(step.fromS)
}

/** The meaning of an argument stands with each of its uses, the notes on it with the first. */
function argumentView(
  explanation: Explanation,
  number: string,
  explained: Map<string, string>,
): Unspoken<ArgumentView> {
  const { token, meaning, entry } = explanation
  const [program, name] = entry
  const key = entry.join(' ')
  const before = explained.get(key) ?? null
  // `-m <size>` is called `-m 2G`.
  const label = [...name.split(' ').slice(0, -1), token].join(' ')
  const same = { token, program, label, meaning }
  if (before !== null)
    return {
      ...same,
      more: null,
      default: null,
      without: null,
      hosts: null,
      security: null,
      before: before === number ? null : before,
    }
  explained.set(key, number)
  const { more = null, default: byDefault = null, without = null, hosts = null, security = null } = explanation
  return { ...same, more, default: byDefault, without, hosts, security, before: null }
}

function resultOf(entry: JournalEntry): Text {
  if (entry.exitCode === null) return say('step.goes-on')
  // A monitor has no exit codes: after a command that it took it shows its prompt again.
  if ((entry.place === 'monitor1' || entry.place === 'monitor2') && entry.exitCode === 0)
    return say('step.prompt', { time: formatDuration(entry.durationMs) })
  return say('step.exit-code', { code: entry.exitCode, time: formatDuration(entry.durationMs) })
}

const endOf = ({ exitCode }: JournalEntry): Text =>
  exitCode === null ? say('step.goes-on') : say('step.exit-code-only', { code: exitCode })

/** Of what went well, the lines that tell something; of what failed, the end. */
function outputOf({ output, exitCode }: JournalEntry, shows: readonly RegExp[] | undefined): Text | null {
  const failed = exitCode !== null && exitCode !== 0
  return shows === undefined && !failed ? null : shownOutput(output, failed ? [] : (shows ?? []))
}

/** As it would be typed: quoted for a shell, over several lines before each option where it is long. */
export function commandLine(argv: readonly string[], stdin: string | null, place: Place): string {
  if (place === 'monitor1' || place === 'monitor2') return `(qemu) ${argv.join(' ')}`
  const words = argv.map(quote)
  const line = words.join(' ')
  if (stdin !== null) {
    const echo = `echo ${quote(stdin.trimEnd())} | ${line}`
    return echo.length <= LINE ? `$ ${echo}` : `$ echo ${quote(stdin.trimEnd())} \\\n    | ${line}`
  }
  return line.length <= LINE ? `$ ${line}` : `$ ${broken(words)}`
}

const LINE = 76

function broken(words: readonly string[]): string {
  const groups: string[] = []
  for (const word of words) {
    const last = groups.at(-1)
    if (last === undefined || (word.startsWith('-') && groups.length > 0)) groups.push(word)
    else groups[groups.length - 1] = `${last} ${word}`
  }
  const lines: string[] = []
  for (const group of groups) {
    const last = lines.at(-1)
    if (last !== undefined && lines.length > 1 && last.length + group.length < LINE - 6)
      lines[lines.length - 1] = `${last} ${group}`
    else lines.push(group)
  }
  return lines.join(' \\\n    ')
}
