import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Print the report from the newest complete run; measures first if there is none.',
  options: () => import('./options.ts'),
  examples: [
    'npm run report -- --id 113062566',
    'npm run report -- --id 113062566 --name "林美 Lin Mei"',
    'npm run report -- --id 113062566 --edition full',
    'npm run report -- --id 113062566 --html',
    'npm run report -- --id 113062566 --file-name "HW1_1_{id}"',
    'npm run report -- --ids class.csv',
    'npm run report -- --id 113062566 --run 20250301T101500Z-quick',
  ],
  run: () => import('./run.ts'),
})
