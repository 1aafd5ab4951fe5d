import { request } from 'node:http'

/** PostgREST's answer: `code` is PostgreSQL's or PostgREST's word for a refusal. */
export type RestAnswer = { status: number; code?: string; rows: Record<string, unknown>[] }

/** One plain request to PostgREST, as anybody with a key can make it. Rows written are asked back. */
export function rest(
  socketPath: string,
  asked: { key?: string; method: string; path: string; body?: unknown; prefer?: string },
): Promise<RestAnswer> {
  const { key, method, path, body, prefer } = asked
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        socketPath,
        path,
        method,
        headers: {
          ...(key && { authorization: `Bearer ${key}` }),
          'content-type': 'application/json',
          prefer: ['return=representation', ...(prefer ? [prefer] : [])].join(','),
        },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => (text += chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          if (answer.complete) resolve(read(answer.statusCode ?? 0, text))
          else reject(new Error('cut short'))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function read(status: number, text: string): RestAnswer {
  const value = parse(text)
  if (Array.isArray(value)) return { status, rows: value as RestAnswer['rows'] }
  const { code } = value as { code?: string }
  return { status, rows: [], ...(code && { code }) }
}

/** PostgREST's parting words are no JSON. */
function parse(text: string): unknown {
  try {
    return text === '' ? [] : JSON.parse(text)
  } catch {
    return {}
  }
}
