// Injected into every bundle: the Functions runtime has no Temporal, and the code of lib/ uses it as given.
import { Temporal as polyfill } from '@js-temporal/polyfill'

const runtime = globalThis as { Temporal?: unknown }
runtime.Temporal ??= polyfill
