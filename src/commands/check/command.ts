import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Inspect a printed report, or those of a class, and grade by the assignment; writes out/checks.*.',
  options: () => import('./options.ts'),
  examples: [
    'npm run check -- --id 113062566',
    'npm run check -- --id 113062566 --json',
    'npm run check -- --id 113062566 --reproducible',
    'npm run check -- --ids class.csv',
    'npm run check -- --folder handed-in',
  ],
  run: () => import('./run.ts'),
})
