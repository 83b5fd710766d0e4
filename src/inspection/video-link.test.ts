import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkVideoLink } from './video-link.ts'

/** A store of films: the real protocol, on this computer, under the name of a public one. */
let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/moved') response.writeHead(302, { location: '/seen' })
    else if (path === '/private') response.writeHead(302, { location: '/signin?continue=x' })
    else response.writeHead(path === '/gone' ? 404 : 200)
    response.end('<html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(() => void server.close())

const get: typeof fetch = (url, init) => fetch(String(url).replace('https://store.example', origin), init)

test.each([
  ['seen', true, /answers without a login$/],
  ['moved', true, /answers without a login$/],
  ['private', false, /asks for a login/],
  ['gone', false, /answers 404/],
])('%s', async (path, passed, evidence) => {
  expect(await checkVideoLink(`https://store.example/${path}`, get)).toEqual({
    id: 'video',
    passed,
    evidence: expect.stringMatching(evidence),
  })
})

test('without a network nothing is claimed', async () => {
  const none: typeof fetch = () =>
    Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }))
  expect(await checkVideoLink('https://store.example/x', none)).toEqual({
    id: 'video',
    passed: true,
    evidence: expect.stringMatching(/could not be tried \(getaddrinfo ENOTFOUND\)/),
  })
})
