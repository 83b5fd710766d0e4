import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** For tests: the words that a reader sees at a time of a film, s. The picture is decoded and its letters are recognised. */
export function readFrame(film: string, s: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'frame-'))
  try {
    const picture = path.join(folder, 'frame.png')
    execFileSync('ffmpeg', ['-v', 'quiet', '-y', '-ss', s.toFixed(2), '-i', film, '-frames:v', '1', picture])
    // Its threads wait for each other busily: where other tests want the cores too, one alone is several times as fast.
    const env = { ...process.env, OMP_THREAD_LIMIT: '1' }
    return execFileSync('tesseract', [picture, '-', '--psm', '11'], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
