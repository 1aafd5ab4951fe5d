import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { checkPort } from '../../scripts/port-problem.ts'
import { listen } from '../../scripts/server.ts'
import { freePort } from '../support/free-port.ts'

const hostname = '127.0.0.1'
const other = createServer()
afterEach(() => other.close())

it('a port another program holds is named, with what to do, before anything is started and after', async () => {
  const port = await freePort()
  other.listen(port, hostname)
  await once(other, 'listening')
  const sentence = `Port ${port} on ${hostname} is taken by another program. Stop it, or set another PORT.`
  await expect(checkPort({ hostname, port })).rejects.toThrow(sentence)
  await expect(listen({ hostname, port })).rejects.toThrow(sentence)
})

it('a free port stays free', async () => {
  const port = await freePort()
  await checkPort({ hostname, port })
  await checkPort({ hostname, port })
})

it('an address of another machine is named', async () => {
  // TEST-NET-1 of RFC 5737: no machine has it.
  const place = { hostname: '192.0.2.1', port: await freePort() }
  await expect(checkPort(place)).rejects.toThrow('192.0.2.1 is no address of this machine')
})
