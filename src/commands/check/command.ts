import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Inspect the printed report and grade it by the assignment; writes out/checks.json.',
  options: () => import('./options.ts'),
  examples: [
    'npm run check -- --id 113062566',
    'npm run check -- --id 113062566 --json',
    'npm run check -- --id 113062566 --reproducible',
  ],
  run: () => import('./run.ts'),
})
