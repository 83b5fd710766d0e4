import type { Vm } from '../lab/machines/vm/vm.ts'
import { labNow } from '../lab/tools/clock.ts'
import { firstOf, type PerStore, parseFound, parseLast, perStore, STORES, type Store, type Turn } from './store.ts'

/** Stands alone on a line between the answers of several commands. */
const SEPARATOR = '====='
const LIMIT_MS = 120_000
const BOOT_ID = 'cat /proc/sys/kernel/random/boot_id'
/** Lies in the VM, since its serial line takes a millisecond a byte. */
const TURN = '/tmp/keeper.turn'

const { memory, disk } = STORES
const inOrder = [memory, disk] as const
const said = ({ name }: Store): string => `/tmp/keeper.${name}.txt`
const keeper = (verb: string, { path, places }: Store, ...rest: (string | number)[]): string =>
  ['keeper', verb, path, places, ...rest].join(' ')
const runs = (store: Store, first: string | number): string =>
  `setsid ${keeper('run', store, first, store.rate)} </dev/null >${said(store)} 2>&1 &`

const LOAD_DISK = `[ -b ${disk.path} ] || while read -r module; do insmod /modules/$module 2>/dev/null; done </modules/disk
i=0; while [ ! -b ${disk.path} ] && [ $i -lt 50 ]; do usleep 100000; i=$((i+1)); done`

/** Ends the writing, tells what is there, and goes on writing. */
const turnScript = (first: PerStore<number>): string => `killall keeper 2>/dev/null
i=0; while pidof keeper >/dev/null && [ $i -lt 100 ]; do usleep 100000; i=$((i+1)); done
${BOOT_ID}
${inOrder
  .map(
    (store) => `echo ${SEPARATOR}
cat ${said(store)}
echo ${SEPARATOR}
read -r _ ${store.name} <${said(store)}
${keeper('verify', store, first[store.name], `$${store.name}`)} 2>&1`,
  )
  .join('\n')}
${inOrder.map((store) => runs(store, `$((${store.name}+1))`)).join('\n')}`

async function ask(vm: Vm, script: string, answers: number, signal: AbortSignal): Promise<string[]> {
  const { output } = await vm.agent.run(script, LIMIT_MS, signal)
  const parts = output.split(`${SEPARATOR}\n`)
  if (parts.length !== answers)
    throw new Error(`The VM gave ${parts.length} answers instead of ${answers}: ${output.trim()}`)
  return parts.map((part) => part.trim())
}

/**
 * Fills the stores of a VM that has just booted, shows that the check finds what is wrong by damaging two blocks of each,
 * and lets the writing begin.
 * @throws Error where the check does not find one lost and one altered block, or anything once they are repaired
 */
export async function prepareStores(vm: Vm, boot: number, signal: AbortSignal): Promise<Pick<Turn, 'bootId' | 'last'>> {
  const first = firstOf(boot)
  await ask(vm, `${LOAD_DISK}\ncat >${TURN} <<'END'\n${turnScript(first)}\nEND`, 1, signal)
  const last = perStore(({ name, filled }) => first[name] + filled - 1)
  const perform = (store: Store) =>
    [
      keeper('fill', store, first[store.name], store.filled),
      `${keeper('damage', store, last[store.name])}; ${keeper('verify', store, first[store.name], last[store.name])}`,
      `${keeper('repair', store, last[store.name])}; ${keeper('verify', store, first[store.name], last[store.name])}`,
    ].join(`\necho ${SEPARATOR}\n`)
  for (const store of inOrder) {
    const [filled = '', damaged = '', repaired = ''] = await ask(vm, perform(store), 3, signal)
    if (parseLast(filled) !== last[store.name])
      throw new Error(`The VM’s keeper wrote up to another block than it was told: ${filled}`)
    const [wrong, right] = [parseFound(damaged), parseFound(repaired)]
    if (wrong.lost !== 1 || wrong.altered !== 1 || right.intact !== store.filled) {
      throw new Error(
        `The check of ${store.name} can't be relied upon: it found “${damaged}” after one block was put back and ` +
          `one altered, and “${repaired}” once they were repaired`,
      )
    }
  }
  const [bootId = ''] = await ask(
    vm,
    [BOOT_ID, ...inOrder.map((store) => runs(store, last[store.name] + 1))].join('\n'),
    1,
    signal,
  )
  return { bootId, last }
}

/** Ends the writing, reads both stores back, and lets the writing go on. */
export async function turn(vm: Vm, signal: AbortSignal): Promise<Turn> {
  const startedAt = labNow()
  const [bootId = '', wroteMemory = '', memoryFound = '', wroteDisk = '', diskFound = ''] = await ask(
    vm,
    `. ${TURN}`,
    5,
    signal,
  )
  return {
    bootId,
    last: { memory: parseLast(wroteMemory), disk: parseLast(wroteDisk) },
    found: { memory: parseFound(memoryFound), disk: parseFound(diskFound) },
    seconds: labNow() - startedAt,
  }
}
