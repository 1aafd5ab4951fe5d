import * as v from 'valibot'
import { retellAgent } from '../../lib/endpoint/callers.ts'
import { endpoint } from '../../lib/endpoint/endpoint.ts'
import { memoryLimits } from '../../lib/limits/memory-limits.ts'
import type { HostileBody } from './hostile-bodies.ts'

const many = { client: 1e9, failed: 1e9, visitor: 1e9 }
const deps = { limits: memoryLimits(many) }

/** Whatever gets in is kept whole, as a queued request would be: deep or broken values fail there. */
export const keeper = endpoint({
  paths: ['/keep'],
  method: 'POST',
  caller: retellAgent,
  body: v.looseObject({}),
  deps: () => deps,
  handle({ call, body }) {
    const kept = JSON.stringify({ call, body })
    // A database takes neither, and encodeURIComponent throws on a half surrogate.
    if (/\\u0000|\\ud[89a-f]/.test(kept.replaceAll('\\\\', ''))) throw new Error('not storable')
    structuredClone(body)
    return { size: encodeURIComponent(kept).length }
  },
})

/** How both platforms answer a body. */
export async function statusesOf({ bytes, contentType }: HostileBody): Promise<number[]> {
  const headers = contentType ? { 'content-type': contentType } : undefined
  const request = new Request('http://service/keep', {
    method: 'POST',
    ...(headers && { headers }),
    body: bytes as Uint8Array<ArrayBuffer>,
  })
  const web = await keeper.fetch(request, { peer: '203.0.113.9', after: () => {} })
  const result = await keeper.main({
    http: {
      method: 'POST',
      path: '',
      headers: { ...headers },
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    },
  })
  return [web.status, result.statusCode]
}
