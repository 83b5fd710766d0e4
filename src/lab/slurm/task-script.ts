import { commandLine, quote } from '../../text/shell.ts'
import type { SubmissionFolder } from './submission.ts'

export interface Task {
  submission: SubmissionFolder
  /** Of all arrays, in the order of their tasks. */
  parts: readonly string[]
  /** The lab's command line but for its part: `--block` and where to put it are added, or `--resume` in place of what it measures. */
  measure: readonly string[]
  resume: readonly string[]
  /** Where commands are run. */
  cwd: string
  limitMinutes: number
  name: string
}

/** How often a part whose lab failed is tried again, and how often one whose time was up. */
const RETRIES = 2
const CONTINUATIONS = 5
/** How long before the time limit a task is told to end: VMs, hosts, and the copy of what was measured. */
const GRACE_S = 180

/**
 * The batch script of every task. Slurm keeps a copy of its own, and whatever else it needs lies in the submission's folder,
 * so a task that is requeued finds all that it needs. `$1` is the first part of its array.
 */
export const taskScript = ({
  submission,
  parts,
  measure,
  resume,
  cwd,
  limitMinutes,
  name,
}: Task): string => `#!/bin/bash
#SBATCH --job-name=${name}
#SBATCH --output=${submission.logs}/%A_%a.txt
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --exclusive
#SBATCH --time=${limitMinutes}
#SBATCH --signal=B:USR1@${GRACE_S}
# One part of a run of migration-lab: measured in scratch of the node, packed, and moved to the shared folder by rename.
parts=(${parts.join(' ')})
part=\${parts[$(($1 + SLURM_ARRAY_TASK_ID))]}
task=\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}
restarts=\${SLURM_RESTART_COUNT:-0}
unfinished=${quote(submission.unfinished)}/$part-$SLURMD_NODENAME
scratch=\${LAB_SCRATCH:-\${TMPDIR:-/tmp}}/${name}-$part-$SLURMD_NODENAME
cd ${quote(cwd)} || exit 3
echo "task $task, part $part, on $SLURMD_NODENAME, start $((restarts + 1))"
# A task that was requeued after its part was there has nothing left to do.
ls ${quote(submission.parts)}/*-"$part".tar.gz > /dev/null 2>&1 && exit 0
rm -f ${quote(submission.ended)}/"$part"
# What is in scratch already is of a start that was cut off with its node, and could hand nothing over.
if [ -d "$unfinished" ]; then
  rm -rf "$scratch" && mkdir -p "$scratch" && cp -r "$unfinished" "$scratch/runs" || exit 3
  rm -rf "$unfinished.tmp"
  mv "$unfinished" "$unfinished.tmp" && rm -rf "$unfinished.tmp"
fi
mkdir -p "$scratch/runs" || exit 3
export LAB_DATA=$scratch
if ls "$scratch"/runs/*/run.json > /dev/null 2>&1; then
  set -- ${commandLine(resume)}
else
  set -- ${commandLine(measure)} --block "$part"
fi
why=
trap 'why=\${why:-ended}; kill -TERM "$lab" 2> /dev/null' TERM INT
trap 'why=limit; kill -TERM "$lab" 2> /dev/null' USR1
"$@" --to ${quote(submission.parts)} &
lab=$!
# wait ends at each signal, and says how the lab ended only once it has.
until wait "$lab"; code=$?; ! kill -0 "$lab" 2> /dev/null; do :; done
if [ "$code" -ne 0 ] && [ "$code" -ne 2 ] && [ -n "$(ls -A "$scratch/runs")" ]; then
  # Gone on with if the next start is on this node; on another one the part is measured anew, and this stays.
  rm -rf "$unfinished.tmp"
  cp -r "$scratch/runs" "$unfinished.tmp" && rm -rf "$unfinished" && mv "$unfinished.tmp" "$unfinished"
fi
rm -rf "$scratch"
again() {
  [ "$restarts" -lt "$1" ] || return
  echo "task $task is queued again"
  trap '' TERM
  # By its array: the number of the array’s last task is the array’s own, and would have all of it queued again.
  scontrol requeue "$task" && exit "$code"
}
# Slurm itself queues again what it preempted or what was requeued by hand; wrong use is as wrong the next time. A lab that was
# killed, as for want of memory, is one that failed.
case $why-$code in
  *-0) exit 0 ;;
  limit-*) again ${CONTINUATIONS} ;;
  ended-*) exit "$code" ;;
  -4 | -137) again ${RETRIES} ;;
esac
echo "$code $SLURMD_NODENAME" > ${quote(submission.ended)}/"$part".tmp
mv ${quote(submission.ended)}/"$part".tmp ${quote(submission.ended)}/"$part"
exit "$code"
`
