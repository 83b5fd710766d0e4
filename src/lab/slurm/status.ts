import type { Submission } from './submission.ts'

/** How far a part is. */
export interface PartStatus {
  part: string
  /** `job_task`, as Slurm's commands take it. */
  task: string
  state: 'done' | 'running' | 'waiting' | 'failed' | 'not-known'
  /** Slurm's own word, and where; null where it knows nothing of the task any more. */
  slurm: string | null
  node: string | null
  reason: string | null
}

/** What Slurm, or the task itself, says of a task. */
export interface TaskRecord {
  /** `job_task` */
  task: string
  state: string
  node: string | null
  reason: string | null
}

/** Fields of `squeue` and `sacct` as {@link queueRecords} and {@link accountRecords} read them. */
export const QUEUE_FORMAT = '%F|%K|%T|%N|%r'
export const ACCOUNT_FORMAT = 'JobID,State,NodeList,ExitCode,Reason'

const orNull = (text: string | undefined): string | null =>
  text === undefined || ['', 'None', 'N/A', '(null)', 'None assigned'].includes(text) ? null : text

const rows = (text: string): string[][] => text.split('\n').flatMap((line) => (line === '' ? [] : [line.split('|')]))

/** Of `squeue --array`: tasks that wait have a line of their own each; a job that is no array has no task. */
export const queueRecords = (text: string): TaskRecord[] =>
  rows(text).flatMap(([job, task, state, node, reason]) =>
    job === undefined || task === undefined || state === undefined || !/^\d+$/.test(task)
      ? []
      : [{ task: `${job}_${task}`, state, node: orNull(node), reason: orNull(reason) }],
  )

/** Of `sacct`, the last start of each task. Those that never started stand together there, as `7_[3-9%2]`. */
export const accountRecords = (text: string): TaskRecord[] =>
  rows(text).flatMap(([tasks = '', state, node, exit, reason]) =>
    state === undefined
      ? []
      : tasksOf(tasks).map((task) => ({
          task,
          // “CANCELLED by 1000”
          state: state.split(' ')[0] ?? state,
          node: orNull(node),
          reason: orNull(reason) ?? (exit === undefined || exit === '0:0' ? null : `exit ${exit}`),
        })),
  )

/** Of `7_3` the task itself, of `7_[1,3-5]` each; none of a step of a task, or of a job that is no array. */
function tasksOf(tasks: string): string[] {
  const {
    job,
    one,
    several = '',
  } = /^(?<job>\d+)_(?:(?<one>\d+)|\[(?<several>[\d,-]+)(?:%\d+)?\])$/.exec(tasks)?.groups ?? {}
  if (job === undefined) return []
  if (one !== undefined) return [tasks]
  return several.split(',').flatMap((stretch) => {
    const [first = 0, last = first] = stretch.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, i) => `${job}_${first + i}`)
  })
}

const WAITING = new Set(['PENDING', 'REQUEUED', 'REQUEUE_HOLD', 'REQUEUE_FED', 'SPECIAL_EXIT', 'SUSPENDED'])
const RUNNING = new Set(['RUNNING', 'CONFIGURING', 'COMPLETING', 'SIGNALING', 'STAGE_OUT', 'RESIZING'])

const stateOf = (state: string): PartStatus['state'] =>
  WAITING.has(state) ? 'waiting' : RUNNING.has(state) ? 'running' : state === 'COMPLETED' ? 'not-known' : 'failed'

/**
 * How far each part is. A part that lies in the shared folder is done, whatever Slurm says; one that Slurm knows nothing of
 * any more, as after a few minutes where nothing keeps its accounts, is as its task said when it ended.
 * @param records of Slurm, of which the first of a task counts
 * @param ended of tasks that gave up, by their parts: `4 node3`
 */
export function partStates(
  { parts, arrays }: Submission,
  done: ReadonlySet<string>,
  records: readonly TaskRecord[],
  ended: ReadonlyMap<string, string>,
): PartStatus[] {
  const known = new Map<string, TaskRecord>()
  for (const record of records) if (!known.has(record.task)) known.set(record.task, record)
  return parts.map((part, index): PartStatus => {
    const array = arrays.find(({ first, tasks }) => index >= first && index < first + tasks)
    const task = array === undefined ? '' : `${array.job}_${index - array.first}`
    const record = known.get(task)
    const [code, node] = ended.get(part)?.split(' ') ?? []
    const slurm = { slurm: record?.state ?? null, node: record?.node ?? node ?? null }
    if (done.has(part)) return { part, task, state: 'done', ...slurm, reason: null }
    const said = code === undefined ? null : `the lab ended with exit code ${code}`
    if (record !== undefined && stateOf(record.state) !== 'not-known')
      return { part, task, state: stateOf(record.state), ...slurm, reason: said ?? record.reason }
    return said === null
      ? { part, task, state: 'not-known', ...slurm, reason: array === undefined ? 'was not handed over' : null }
      : { part, task, state: 'failed', ...slurm, reason: said }
  })
}
