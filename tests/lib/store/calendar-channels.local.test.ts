import { expect, test } from 'vitest'
import { calendarChannels } from '../../../lib/store/calendar-channels.ts'
import { realRows, soon } from '../../support/real-rows.ts'
import { channelsContract } from './channels-contract.ts'

const real = realRows()

channelsContract(async () => {
  return {
    channels: calendarChannels(real.db),
    async addClient({ isConnected, calendarIds }) {
      const id = await real.addClient(isConnected ? 'connected' : 'none')
      const [first = 'primary', ...others] = calendarIds
      await real.database.pool.query(
        'update clients set booking_enabled = true, google_calendar_id = $2, busy_calendars = $3 where id = $1',
        [id, first, others],
      )
      return id
    },
  }
})

test('a client whose booking is off has no calendar to watch', async () => {
  const id = await real.addClient()
  const all = await calendarChannels(real.db).page({ after: undefined, limit: 100 }, soon())
  expect(all.find(({ clientId }) => clientId === id)).toMatchObject({
    isConnected: true,
    calendarIds: [],
  })
})
