import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Recompute every figure of a report from the raw files, by a program of its own in Python 3.',
  options: () => import('./options.ts'),
  examples: [
    'npm run verify -- --id 113062566',
    'npm run verify -- --run 20250301T101500Z-quick',
    'npm run verify -- --example --json',
  ],
  run: () => import('./run.ts'),
})
