import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Show the report in a browser on this computer, and renew it after each change of templates or data.',
  options: () => import('./options.ts'),
  examples: [
    'npm run preview -- --id 113062566',
    'npm run preview -- --id 113062566 --edition full',
    'npm run preview -- --id 113062566 --example --port 0',
  ],
  run: () => import('./run.ts'),
})
