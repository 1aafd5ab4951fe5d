import { createServer } from 'node:net'

/** Where the service listens. */
type Place = { hostname: string; port: number }

/** Throws, with what to do, when the service could not listen there. */
export async function checkPort({ hostname, port }: Place): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(portProblem(error, { hostname, port })))
    probe.listen(port, hostname, resolve)
  })
  await new Promise((resolve) => probe.close(resolve))
}

/** Why listening failed, in a sentence for whoever started the service. */
export function portProblem(error: NodeJS.ErrnoException, { hostname, port }: Place): Error {
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${hostname} is taken by another program. Stop it, or set another PORT.`,
    EACCES: `Port ${port} on ${hostname} is not open to this user. Set a PORT above 1023.`,
    EADDRNOTAVAIL: `${hostname} is no address of this machine. Set another HOST.`,
    ENOTFOUND: `${hostname} is no address of this machine. Set another HOST.`,
  }
  const sentence = why[error.code ?? '']
  return sentence === undefined ? error : new Error(sentence, { cause: error })
}
