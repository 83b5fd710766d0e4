import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description:
    'Film Tasks 1 to 3 as they are done on two freshly booted hosts; writes out/HW1_<id>.mp4. Another scene is a failover under COLO.',
  options: () => import('./options.ts'),
  examples: [
    'npm run demo -- --id 113062566 --name "林美 Lin Mei"',
    'npm run demo -- --id 113062566 --render',
    'npm run demo -- --id 113062566 --scene colo',
  ],
  run: () => import('./run.ts'),
})
