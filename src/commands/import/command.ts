import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description:
    'Take over a run that was packed with npm run lab -- --pack, or outputs of iperf3, iperf, perf and “info migrate” that were made by hand.',
  options: () => import('./options.ts'),
  operands: 'files',
  examples: [
    'npm run import -- 20250301T101500Z-quick.tar.gz',
    'npm run import -- a.txt b.txt --section B --configuration kvm',
    'npm run import -- c.json --section C --configuration e1000 --run 20250301T101500Z-by-hand',
    'npm run import -- manifest.json',
  ],
  run: () => import('./run.ts'),
})
