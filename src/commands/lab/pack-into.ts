import path from 'node:path'

/** Packs a run into a folder, perhaps of another file system, where it appears as a whole; gives the file. @throws UserError `data` */
export async function packInto(folder: string, to: string): Promise<string> {
  const { packRun } = await import('../../data/archive.ts')
  const file = path.join(to, `${path.basename(folder)}.tar.gz`)
  await packRun(folder, file)
  return file
}
