import { Command, noOptions } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Check format, lint, types and unused code, then run the unit tests: everything that is quick.',
  options: noOptions,
  examples: ['npm run check-code'],
  run: () => import('./run.ts'),
})
