import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Install what tests need, check the code, run all tests; names of files choose among them.',
  options: () => import('./options.ts'),
  operands: 'files',
  examples: ['npm test', 'npm test -- src/data'],
  run: () => import('./run.ts'),
})
