import type { MessageContent } from './content.ts'
import type { Destination, DestinationRole, OutboxMessage } from './outbox.ts'

/** How to reach a client, as they are on file. */
export type Contact = {
  email: string
  businessPhone?: string
  personalPhone?: string
  /** IANA. */
  zone: string
}

/** How to reach the operator, and which calling codes texts may go to. */
export type MessageRules = {
  adminPhone?: string
  adminEmail?: string
  /** Calling codes without `+`; the first is taken for numbers written without one. */
  smsCountries: readonly string[]
}

const clientFirst: readonly DestinationRole[] = [
  'business_phone',
  'personal_phone',
  'email',
  'admin_phone',
  'admin_email',
]

/** The roles a message may go to, best first. */
function rolesOf(content: MessageContent): readonly DestinationRole[] {
  switch (content.kind) {
    case 'hand_over':
    case 'in_calendar':
    case 'conflict':
    case 'digest':
      return clientFirst
    case 'reconnect':
      return ['email', 'admin_email', 'admin_phone']
    default:
      return ['admin_email', 'admin_phone']
  }
}

/** The next destination of a message: the best one on file that is not out yet. */
export function nextDestination(
  message: Pick<OutboxMessage, 'content' | 'roles' | 'refused'>,
  contact: Contact | undefined,
  rules: MessageRules,
): Destination | undefined {
  for (const role of message.roles ?? rolesOf(message.content)) {
    if (message.refused.some((out) => out.role === role)) continue
    const to = addressOf(role, contact, rules)
    if (!to) continue
    if (role === 'email' || role === 'admin_email') return { role, channel: 'mail', to }
    return { role, channel: 'sms', to: e164(to, rules.smsCountries[0] ?? '1') }
  }
  return undefined
}

/** True when texts may go to the country of an E.164 number. */
export function isAllowedNumber(number: string, rules: MessageRules): boolean {
  return rules.smsCountries.some((code) => number.startsWith(`+${code}`))
}

function addressOf(
  role: DestinationRole,
  contact: Contact | undefined,
  rules: MessageRules,
): string | undefined {
  switch (role) {
    case 'business_phone':
      return contact?.businessPhone
    case 'personal_phone':
      return contact?.personalPhone
    case 'email':
      return contact?.email
    case 'admin_phone':
      return rules.adminPhone
    case 'admin_email':
      return rules.adminEmail
    default:
      return role satisfies never
  }
}

/** `(416) 555-0123` → `+14165550123`: numbers are on file as people write them. */
function e164(number: string, homeCode: string): string {
  const digits = number.replace(/\D/g, '')
  if (number.trim().startsWith('+')) return `+${digits}`
  if (homeCode === '1' && digits.length === 11 && digits.startsWith('1')) return `+${digits}`
  return `+${homeCode}${digits.replace(/^0+/, '')}`
}
