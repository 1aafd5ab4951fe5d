/** The client that local mode seeds, connected to the Google stand-in. */
export const demoClientId = '00000000-0000-4000-8000-000000000001'

/** The demo client's Google account. */
export const demoAccount = 'dana@harbor-lending.example'
