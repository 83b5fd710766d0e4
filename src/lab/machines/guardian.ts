import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { LabLock } from '../../data/lock.ts'
import { start } from '../../process.ts'

/** Removes what a lab leaves behind that was killed before it could do so itself. */
export interface Guardian extends Disposable {
  /** From now on this folder ends with the lab at the latest. */
  watch(folder: string): void
}

/** Inherited by every process that the lab starts, and by theirs: so they are found, whatever became of their parents. */
const MARK = 'LAB_GUARDED'

/**
 * Reads folders from its standard input, a line each. `done` as a line: the lab has cleaned up itself. The end of the
 * input without it: the lab is gone. Signals don't reach it, for a terminal sends them to the lab and to it alike.
 * A build of an ordinary user leaves files with other user ids, and its last process may write for a moment yet.
 * Names with the lab's pid are left alone where that pid is by then another process.
 */
const SCRIPT = `trap '' INT TERM HUP QUIT
mark=$1 pid=$2 ticks=$3 data=$4 lock=$5 held=$6
folders=()
while IFS= read -r line; do
  [ "$line" = done ] && exit
  folders+=("$line")
done
for _ in $(seq 100); do
  sleep 0.05
  left=$(grep -lsz -- "^${MARK}=$mark\\$" /proc/[0-9]*/environ | cut -d/ -f3)
  [ -n "$left" ] || break
  kill -9 $left
done 2>/dev/null
for folder in "\${folders[@]}"; do
  for _ in $(seq 40); do
    [ -O "$folder" ] && [ ! -L "$folder" ] || break
    rm -rf -- "$folder" || unshare --user --map-root-user --map-auto rm -rf -- "$folder" || sleep 0.2
  done
done 2>/dev/null
now=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)
[ -z "$now" ] || [ "$now" = "$ticks" ] || exit
find "$data" -type f -name "*.$pid.tmp" -delete 2>/dev/null
if [ "$(cat "$lock" 2>/dev/null)" = "$held" ]; then
  aside=$lock.$$.stale
  mv -T -- "$lock" "$aside" && { [ "$(cat "$aside")" = "$held" ] || ln -- "$aside" "$lock"; rm -f -- "$aside"; }
fi 2>/dev/null`

/**
 * Starts a small process beside the lab that holds its lock; it ends with the lab, or a moment later. Once the lab is gone
 * for any reason, it kills the processes that are left, then removes the watched folders, drafts and the lock.
 */
export function startGuardian(lock: LabLock): Guardian {
  const mark = randomUUID()
  const { pid } = process
  const argv = [
    'bash',
    '-c',
    SCRIPT,
    'lab-guardian',
    mark,
    String(pid),
    lock.startTicks ?? '',
    path.dirname(lock.file),
    lock.file,
    lock.text.trim(),
  ]
  const guardian = start(argv, { cwd: '/', env: { [MARK]: '' }, stdin: 'pipe', outlives: true })
  guardian.stdin?.on('error', () => undefined) // without bash there is no guardian, and the lab goes on
  guardian.catch(() => undefined)
  const before = process.env[MARK]
  process.env[MARK] = mark
  return {
    watch: (folder) => {
      guardian.stdin?.write(`${folder}\n`)
    },
    [Symbol.dispose]() {
      if (before === undefined) delete process.env[MARK]
      else process.env[MARK] = before
      guardian.stdin?.end('done\n')
    },
  }
}
