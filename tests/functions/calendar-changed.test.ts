import { describe, expect, test } from 'vitest'
import { calendarChanged, main } from '../../functions/calendar-changed.ts'
import { channelToken } from '../../lib/calendar/channel-token.ts'
import { configuredChannelKeys } from '../../lib/calendar/configured-channels.ts'
import { configure } from '../../lib/config.ts'

const clientId = '00000000-0000-4000-8000-00000000000a'
const channel = 'b4e7c2a0-0000-4000-8000-000000000001'
const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff0'

function world(settings: Record<string, string> = {}) {
  configure({ ENCRYPTION_KEY: key, LOG_LEVEL: 'silent', ...settings }, 'local')
  const forgotten: string[] = []
  const known = { forget: (id: string) => void forgotten.push(id) }
  const host = { peer: '203.0.113.7', after: () => undefined }
  /** A notification of our channel, changed as given. */
  const notify = (change: Record<string, string> = {}, method = 'POST') => {
    const headers = {
      'x-goog-channel-id': channel,
      'x-goog-channel-token': channelToken(channel, clientId, configuredChannelKeys()),
      'x-goog-resource-id': 'resource-1',
      'x-goog-resource-state': 'exists',
      'x-goog-message-number': '2',
      ...change,
    }
    const request = new Request('http://service/calendar-changed', { method, headers })
    return calendarChanged.fetch(request, host, { known } as unknown as Deps)
  }
  return { notify, forgotten }
}
type Deps = NonNullable<Parameters<typeof calendarChanged.fetch>[2]>

describe('a notification', () => {
  test.each(['exists', 'not_exists'])(
    'that a calendar changed (%s) is taken at once',
    async (state) => {
      const { notify, forgotten } = world()
      const response = await notify({ 'x-goog-resource-state': state })
      expect([response.status, await response.text()]).toEqual([204, ''])
      expect(forgotten).toEqual([clientId])
    },
  )

  test('that a channel was opened changes nothing', async () => {
    const { notify, forgotten } = world()
    expect((await notify({ 'x-goog-resource-state': 'sync' })).status).toBe(204)
    expect(forgotten).toEqual([])
  })

  test('repeated and out of order means the same each time', async () => {
    const { notify, forgotten } = world()
    for (const number of ['5', '3', '5']) {
      expect((await notify({ 'x-goog-message-number': number })).status).toBe(204)
    }
    expect(forgotten).toEqual([clientId, clientId, clientId])
  })

  test('with a wrong token, of an unknown channel or without either gets one and the same 401', async () => {
    const { notify, forgotten } = world()
    const answers = []
    for (const change of [
      { 'x-goog-channel-token': `${clientId}.${'A'.repeat(43)}` },
      { 'x-goog-channel-id': 'b4e7c2a0-0000-4000-8000-000000000002' },
      { 'x-goog-channel-token': '' },
      { 'x-goog-channel-id': '' },
    ]) {
      const response = await notify(change)
      const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>
      answers.push({ status: response.status, body })
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'unknown_channel' } })
    expect(forgotten).toEqual([])
  })

  test('is taken on Functions too', async () => {
    world({ SUPABASE_URL: 'http://supabase.test', SUPABASE_SERVICE_KEY: 'key' })
    const token = channelToken(channel, clientId, configuredChannelKeys())
    const notify = (said: string) =>
      main({
        http: {
          method: 'POST',
          path: '',
          headers: { 'x-goog-channel-id': channel, 'x-goog-channel-token': said },
        },
      })
    expect(await notify(token)).toMatchObject({ statusCode: 204, body: '' })
    expect(await notify(`${token}x`)).toMatchObject({ statusCode: 401 })
  })

  test('asked for with GET is a 405', async () => {
    expect((await world().notify({}, 'GET')).status).toBe(405)
  })
})

describe('floods', () => {
  test('a client’s notifications are limited, apart from the client’s requests', async () => {
    const { notify, forgotten } = world({ RATE_LIMIT_PER_MINUTE: '3' })
    const statuses = []
    for (let i = 0; i < 5; i++) statuses.push((await notify()).status)
    expect(statuses).toEqual([204, 204, 204, 429, 429])
    expect(forgotten).toHaveLength(3)
  })

  test('an address that keeps guessing is refused before long', async () => {
    const { notify } = world()
    const guesses = Array.from({ length: 61 }, () => notify({ 'x-goog-channel-token': 'guess' }))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })
})
