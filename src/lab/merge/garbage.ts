import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How much may pile up before it is given back. */
const MOST_BYTES = 4 * 1024 ** 2

const usedBytes = (): number => {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

/**
 * For work in many pieces that leaves nothing of each: what is returned is called after a piece, and has memory given back once
 * as much has piled up. V8 by itself waits until some times what is in use has, and what the system then gave is not given back.
 */
export function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  let left = usedBytes()
  return () => {
    if (usedBytes() - left < MOST_BYTES) return
    collect()
    left = usedBytes()
  }
}
