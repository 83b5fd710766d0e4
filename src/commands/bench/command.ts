import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description:
    'Time renders and the preview against bare headless Chromium printing the finished page, in rounds of cold runs.',
  options: () => import('./options.ts'),
  examples: [
    'npm run bench',
    'npm run bench -- --bare chromium-headless-shell',
    'npm run bench -- --runs 10 --json',
    'npm run bench -- --lab',
  ],
  run: () => import('./run.ts'),
})
