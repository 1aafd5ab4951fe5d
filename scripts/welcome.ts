import { demoClientId } from '../lib/local/demo-client.ts'

/** What local mode prints once it answers: where it is, whose calendar it keeps, and three lines to paste. */
export function welcome(url: string): string {
  const post = (path: string, body: object) =>
    `curl -s ${url}${path} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`
  const client = { client_id: demoClientId }
  const check = { ...client, requested_time_string: 'any time tomorrow after 2' }
  const book = {
    ...client,
    requested_time_string: 'tomorrow at 4:30 pm',
    customer_name: 'Jordan Reyes',
    customer_phone: '+14165550142',
  }
  return [
    '',
    `  The calendar service answers at ${url} (local mode: stand-ins for every vendor).`,
    `  Demo client: ${demoClientId}`,
    '',
    '  Try it:',
    '',
    `curl -s ${url}/health`,
    post('/check-availability', check),
    post('/book', book),
    '',
    '  npm run demo plays two phone calls. Ctrl+C stops.',
    '',
  ].join('\n')
}
