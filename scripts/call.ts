// Calls the running service as a voice agent would:
//   npm run call -- check-availability "tomorrow at 3"
//   npm run call -- book "tomorrow at 3" --name "Jordan Reyes"
import { config } from '../lib/config.ts'
import { demoClientId } from '../lib/local/demo-client.ts'
import { didNotAnswer } from './did-not-answer.ts'
import { givenOptions } from './given-options.ts'
import { post, retellShaped } from './retell-shaped.ts'
import { serviceUrl } from './running.ts'

const usage = `Usage: npm run call -- check-availability|book "WORDS" [--client ID] [--call ID] [--phone +1…]
         [--name NAME] [--token SLOT_TOKEN] [--minutes N] [--zone IANA] [--url http://127.0.0.1:3000]`

const options = {
  client: { type: 'string', default: demoClientId },
  call: { type: 'string' },
  phone: { type: 'string' },
  name: { type: 'string', default: 'Jordan Reyes' },
  token: { type: 'string' },
  minutes: { type: 'string' },
  zone: { type: 'string' },
  url: { type: 'string', default: serviceUrl() },
} as const
const { values, positionals } = givenOptions({ allowPositionals: true, options }, usage)
const [tool, words] = positionals
if (tool !== 'check-availability' && tool !== 'book') {
  console.error(usage)
  process.exit(2)
}
const args = {
  ...(words && { requested_time_string: words }),
  ...(values.minutes && { meeting_length: Number(values.minutes) }),
  ...(values.zone && { customer_timezone: values.zone }),
  ...(tool === 'book' && { customer_name: values.name }),
  ...(values.token && { slot_token: values.token }),
}
const body = retellShaped(tool.replace('-', '_'), args, {
  clientId: values.client,
  ...(values.call && { callId: values.call }),
  ...(values.phone && { customerPhone: values.phone }),
})
try {
  const secret = config().RETELL_WEBHOOK_SECRET[0]
  const { status, answer } = await post(`${values.url}/${tool}`, body, secret)
  console.log(`\n  “${String(answer['message'] ?? answer['detail'])}”\n`)
  console.log(JSON.stringify(answer, null, 2))
  process.exitCode = status === 200 ? 0 : 1
} catch (error) {
  console.error(didNotAnswer(values.url, error))
  process.exitCode = 1
}
