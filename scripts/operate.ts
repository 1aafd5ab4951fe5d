import { VendorFailure } from '../lib/failure.ts'
import { useService } from './running.ts'

/**
 * Runs an operator's command on the service's database, and says in a sentence why it failed (exit status
 * 1). `stopped` begins the sentence where Supabase was the reason.
 */
export async function operate(
  command: () => Promise<void>,
  stopped = 'Supabase did not answer as it should',
): Promise<void> {
  try {
    useService()
    await command()
  } catch (error) {
    const { message } = error as Error
    console.error(error instanceof VendorFailure ? `${stopped}: ${message}` : message)
    process.exitCode = 1
  }
}
