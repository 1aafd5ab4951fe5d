import { expect, test } from 'vitest'
import { googleWorld } from './real-client.ts'

const at = (hour: number) => ({
  dateTime: `2026-11-24T${String(hour).padStart(2, '0')}:00:00-05:00`,
  timeZone: 'America/Toronto',
})
const meeting = { summary: 'Call', start: at(10), end: at(11) }
const here = { calendarId: 'primary' }

test('an event is inserted under the id we chose and read back', async () => {
  const { api } = googleWorld()
  const inserted = await api.events.insert({ ...here, requestBody: { ...meeting, id: 'abc123' } })
  expect(inserted.data).toMatchObject({ id: 'abc123', status: 'confirmed', summary: 'Call' })
  const read = await api.events.get({ ...here, eventId: 'abc123' })
  expect(read.data).toEqual(inserted.data)
})
