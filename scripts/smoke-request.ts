import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** One request of the smoke test. */
export type Sent = {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

/** What came back; `body` is the parsed JSON, or the text when it is none. */
export type Got = { status: number; body: unknown }

/**
 * Sends to `url`; `connect` is the address to open instead of looking its name up, so that a machine can
 * try its own site before the name points there. Rejects after five seconds.
 */
export function requester(options: {
  url: string
  connect?: string
  insecure: boolean
}): (sent: Sent) => Promise<Got> {
  const base = new URL(options.url)
  const isSecure = base.protocol === 'https:'
  return (sent) =>
    new Promise((resolve, reject) => {
      const request = (isSecure ? httpsRequest : httpRequest)(
        {
          host: options.connect ?? base.hostname,
          port: base.port || (isSecure ? 443 : 80),
          method: sent.method,
          path: sent.path,
          headers: { host: base.host, ...sent.headers },
          timeout: 5000,
          ...(isSecure && { servername: base.hostname, rejectUnauthorized: !options.insecure }),
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parsed(Buffer.concat(chunks).toString()),
            }),
          )
        },
      )
      request.on('timeout', () => request.destroy(new Error('no answer within 5 s')))
      request.on('error', reject)
      request.end(sent.body)
    })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
