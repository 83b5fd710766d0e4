import { run } from '../../process.ts'

/**
 * Waits until all that was written is on the disk that holds a folder: once for many files, where each by itself would wait as
 * long. Node has no syncfs; coreutils has.
 * @throws CommandError where the disk could not take it
 */
export async function syncFileSystem(folder: string): Promise<void> {
  await run(['sync', '--file-system', folder])
}
