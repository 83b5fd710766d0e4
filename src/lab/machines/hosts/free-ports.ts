import { createServer } from 'node:net'

/** Ports of 127.0.0.1 that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  try {
    return await Promise.all(
      servers.map(
        (server) =>
          new Promise<number>((resolve, reject) => {
            server.once('error', reject)
            server.listen(0, '127.0.0.1', () => {
              const address = server.address()
              if (address === null || typeof address === 'string') return reject(new Error('no port'))
              resolve(address.port)
            })
          }),
      ),
    )
  } finally {
    for (const server of servers) server.close()
  }
}
