/** A bug that slot finding could have: `from` stands exactly once in `file`, and becomes `to`. */
export type Mutant = { bug: string; file: string; from: string; to: string }

/** Bugs other calendars' issue lists are full of, planted one at a time. */
export const mutants: Mutant[] = [
  {
    bug: 'hours past midnight end at midnight',
    file: 'open-hours.ts',
    from: 'merge([...shifted(windows, 0), ...shifted(before, -dayMs)])',
    to: 'merge([...shifted(windows, 0)])',
  },
  {
    bug: 'special hours win over a closed date',
    file: 'open-hours.ts',
    from: 'for (const date of settings.closedDates) own.set(dayNumber(date), [])',
    to: 'for (const date of settings.closedDates) if (!settings.dateHours.has(date)) own.set(dayNumber(date), [])',
  },
  {
    bug: 'a closed date keeps its tail after midnight',
    file: 'open-hours.ts',
    from: 'for (const touched of [day, day + 1])',
    to: 'for (const touched of [day])',
  },
  {
    bug: 'breaks are not cut out',
    file: 'open-hours.ts',
    from: 'without(window, cuts)',
    to: 'without(window, cuts.slice(0, 0))',
  },
  {
    bug: 'the weekday is one off',
    file: 'open-hours.ts',
    from: '(((day + 3) % 7) + 7) % 7',
    to: '(((day + 4) % 7) + 7) % 7',
  },
  {
    bug: 'the offset at the start of the range holds for all of it',
    file: 'open-pieces.ts',
    from: 'const offset = offsets[i] as number',
    to: 'const offset = offsets[periodAt(untils, span.start)] as number',
  },
  {
    bug: 'a meeting may not cross midnight or a clock change',
    file: 'sweep-slots.ts',
    from: 'pieces[i + 1]?.start === ends[i]',
    to: 'pieces[i + 1]?.start === -1',
  },
  {
    bug: 'the clock step counts from midnight UTC',
    file: 'sweep-slots.ts',
    from: 'runs?.[i] ?? piece.midnight',
    to: 'runs?.[i] ?? piece.day * 86_400_000',
  },
  {
    bug: 'the open step starts again at midnight',
    file: 'sweep-slots.ts',
    from: 'starts.push(starts[i - 1])',
    to: 'starts.push(piece.start)',
  },
  {
    bug: 'the open step counts from the start of the range',
    file: 'sweep-slots.ts',
    from: 'piece.start === span.start ? runStart(settings, piece.start) : piece.start',
    to: 'piece.start',
  },
  {
    bug: 'a slot may not end when busy time starts',
    file: 'sweep-slots.ts',
    from: '(from[begun] as number) < start',
    to: '(from[begun] as number) <= start',
  },
  {
    bug: 'busy time must come in order',
    file: 'blocked-starts.ts',
    from: 'return Float64Array.from(times).sort()',
    to: 'return times',
  },
  {
    bug: 'empty busy time blocks',
    file: 'blocked-starts.ts',
    from: 'start - lead >= span.end || start >= end',
    to: 'start - lead >= span.end || start > end',
  },
  {
    bug: 'the buffers are swapped',
    file: 'blocked-starts.ts',
    from: 'to.push(end + before)',
    to: 'to.push(end + settings.bufferAfterMinutes * minuteMs)',
  },
  {
    bug: 'a lapsed hold still blocks',
    file: 'blocked-starts.ts',
    from: 'item.holdUntil <= now',
    to: 'item.holdUntil < now',
  },
  {
    bug: 'an all-day event runs from midnight UTC',
    file: 'blocked-starts.ts',
    from: 'return startOfDay(zone, year, month, day)',
    to: 'return Date.UTC(year, month - 1, day) + 0 * startOfDay(zone, year, month, day)',
  },
  {
    bug: 'an excluded time only blocks starts inside it',
    file: 'blocked-starts.ts',
    from: 'from.push(start - length)',
    to: 'from.push(start - 1)',
  },
  {
    bug: 'the last day of the horizon is refused',
    file: 'day-limits.ts',
    from: 'day > lastDay',
    to: 'day >= lastDay',
  },
  {
    bug: 'the daily cap counts dates in UTC',
    file: 'day-limits.ts',
    from: '? dayAt(zone, item.start)',
    to: '? Math.floor(item.start / dayMs)',
  },
  {
    bug: 'the daily cap admits one too many',
    file: 'day-limits.ts',
    from: '>= dailyCap',
    to: '> dailyCap',
  },
  {
    bug: 'notice is not asked of offered times',
    file: 'find-slots.ts',
    from: 'const earliest = now + settings.minNoticeMinutes * minuteMs',
    to: 'const earliest = now',
  },
  {
    bug: 'a meeting may run past the end of the window',
    file: 'find-slots.ts',
    from: 'window?.to ?? Infinity',
    to: 'window ? window.to + length : Infinity',
  },
  {
    bug: 'a time asked for this very moment is past',
    file: 'instant-reason.ts',
    from: "if (at < now) return 'past'",
    to: "if (at <= now + 60_000) return 'past'",
  },
  {
    bug: 'busy is said before closed',
    file: 'instant-reason.ts',
    from: "if (!isOpenThroughout(settings, at, length)) return 'closed'",
    to: "if (!isOpenThroughout(settings, at, length)) return isBlocked(query, at, length) ? 'busy' : 'closed'",
  },
  {
    bug: 'only the start of an asked time must be open',
    file: 'instant-reason.ts',
    from: 'return reached === at + length',
    to: 'return reached > at',
  },
]
