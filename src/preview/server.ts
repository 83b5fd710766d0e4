import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { UserError } from '../errors.ts'
import { SHELL } from './shell.ts'

/** Serves a report that is renewed, to browsers on this computer alone. */
export interface PreviewServer extends AsyncDisposable {
  url: string
  /** Every open page shows this report from now on. */
  report(html: string): void
  /** Every open page shows this error over the last report. */
  fault(message: string): void
}

const ADDRESS = '127.0.0.1'

/**
 * @param port 0 for any that is free
 * @throws UserError `usage` when the port is taken or not allowed
 */
export async function servePreview(port: number): Promise<PreviewServer> {
  let html = ''
  let version = 0
  let fault: string | null = null
  const listeners = new Set<ServerResponse>()
  const reportEvent = () => `event: report\ndata: ${version}\n\n`
  const faultEvent = (message: string) => `event: fault\ndata: ${JSON.stringify(message)}\n\n`

  const server = createServer((request, response) => {
    // A page of the internet could reach this server by a name of its own that leads to 127.0.0.1.
    if (!isOurs(request, url)) return end(response, 403, 'text/plain', 'Only for this computer.')
    if (request.method !== 'GET') return end(response, 405, 'text/plain', 'Only GET.')
    const path = (request.url ?? '/').split('?')[0]
    if (path === '/') return end(response, 200, 'text/html; charset=utf-8', SHELL)
    if (path === '/report') return end(response, 200, 'text/html; charset=utf-8', html)
    if (path !== '/events') return end(response, 404, 'text/plain', 'There is nothing here.')
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    if (version > 0) response.write(reportEvent())
    if (fault !== null) response.write(faultEvent(fault))
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new UserError('usage', `The preview can't use port ${port} (${cause.message}): give another one with --port.`, {
          cause,
        }),
      ),
    )
    server.listen(port, ADDRESS, resolve)
  })
  const address = server.address()
  const url = `http://${ADDRESS}:${typeof address === 'object' && address !== null ? address.port : port}/`
  const tell = (event: string) => {
    for (const listener of listeners) listener.write(event)
  }
  return {
    url,
    report(next) {
      html = next
      version += 1
      fault = null
      tell(reportEvent())
    },
    fault(message) {
      fault = message
      tell(faultEvent(message))
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Asked by one of our names, and by no page of anybody else's but to follow a link: not for a frame, a script, events. */
function isOurs({ headers }: IncomingMessage, url: string): boolean {
  const { port } = new URL(url)
  const { host = '', origin = `http://${host}` } = headers
  const { 'sec-fetch-site': site = 'none', 'sec-fetch-dest': destination } = headers
  return (
    [`${ADDRESS}:${port}`, `localhost:${port}`].includes(host) &&
    origin === `http://${host}` &&
    (site === 'none' || site === 'same-origin' || destination === 'document')
  )
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(body)
}
