import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { twilioSms } from '../../../lib/messages/twilio.ts'

const { TWILIO_TEST_ACCOUNT_SID: accountSid, TWILIO_TEST_AUTH_TOKEN: authToken } = process.env

// Twilio's test credentials send and bill nothing; they know only the magic numbers
// (https://www.twilio.com/docs/iam/test-credentials), and neither fetch nor list.
describe.skipIf(!accountSid || !authToken)('the real Twilio', () => {
  const sms = twilioSms({
    accountSid: accountSid ?? '',
    authToken: authToken ?? '',
    from: '+15005550006',
    apiUrl: 'https://api.twilio.com',
  })
  const send = (to: string) => sms.send({ to, body: 'A test' }, deadlineIn(systemClock, 20_000))

  it('takes a message to an ordinary number', async () => {
    expect(await send('+14165550123')).toMatchObject({ state: 'sent' })
  })

  it.each([
    ['+15005550001', '21211'],
    ['+15005550002', '21612'],
    ['+15005550003', '21408'],
    ['+15005550004', '21610'],
    ['+15005550009', '21614'],
  ])('refuses %s with code %s, as the stand-in does', async (to, code) => {
    await expect(send(to)).rejects.toMatchObject({ kind: 'refused', code })
  })
})
