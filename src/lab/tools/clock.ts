/** The lab's clock: seconds since the epoch, monotonic within this process. */
export const labNow = (): number => (performance.timeOrigin + performance.now()) / 1000

/** Waits, and rejects at once when the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/** Settles with the promise, or rejects when the signal aborts or the time is up. */
export async function within<T>(ms: number, what: string, promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  const limit = new AbortController()
  const both = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal
  const timeout = pause(ms, both).then(() => {
    throw new Error(`${what} took longer than ${ms / 1000} s`)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    timeout.catch(() => undefined)
    limit.abort()
  }
}
