import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description:
    'Measure anew: boot two hosts, follow Tasks 1 to 3, run the experiments. Changes nothing on this computer.',
  operands: 'runs',
  options: () => import('./options.ts'),
  examples: [
    'npm run lab',
    'npm run lab -- --profile thorough --seed 7',
    'npm run lab -- --profile standard --plan',
    'npm run lab -- --prepare --profile standard',
    'npm run lab -- --only C --budget 10m',
    'npm run lab -- --resume',
    'npm run lab -- --profile thorough --seed 7 --block 3 --to /shared/parts',
    'npm run lab -- --merge /shared/parts/*.tar.gz',
    "npm run lab -- --profile thorough --slurm --slurm-args '--partition=long'",
    'npm run lab -- --status',
    'npm run lab -- --hosts ssh://student@guest1,ssh://student@guest2',
    'npm run lab -- --hosts ssh://student@guest1,ssh://student@guest2 --accept --undo',
    'npm run lab -- --list',
    'npm run lab -- --prune 3 --remove',
    'npm run lab -- --pack',
  ],
  run: () => import('./run.ts'),
})
