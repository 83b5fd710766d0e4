import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run } from '../process.ts'

/** For tests: the words that a reader sees at a time of a film, s. The picture is decoded and its letters are recognised. */
export async function readFrame(film: string, s: number): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'frame-'))
  try {
    const picture = path.join(folder, 'frame.png')
    await run(['ffmpeg', '-v', 'quiet', '-y', '-ss', s.toFixed(2), '-i', film, '-frames:v', '1', picture])
    // Its threads wait for each other busily: where other tests want the cores too, one alone is several times as fast.
    return (await run(['tesseract', picture, '-', '--psm', '11'], { env: { OMP_THREAD_LIMIT: '1' } })).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
