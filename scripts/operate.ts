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
    console.error(
      error instanceof VendorFailure ? `${whyNot(error, stopped)}: ${message}` : message,
    )
    process.exitCode = 1
  }
}

/** What PostgreSQL refuses for its content is no fault of Supabase's: data exceptions and broken constraints. */
function whyNot({ code = '' }: VendorFailure, stopped: string): string {
  if (code === '23505') return 'There is one like it already'
  return /^2[23]/.test(code) ? 'A value cannot be taken' : stopped
}
