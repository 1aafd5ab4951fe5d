import { describe, expect, it } from 'vitest'
import { friday, reading, sunday, wednesday } from '../support/reading.ts'

describe('fillers, corrections, refusals and what is busy', () => {
  it.each([
    ['um yeah so like tomorrow at three I guess', '03-05 15:00'],
    ['uh, I don’t know, maybe Friday at 2?', '03-06 14:00'],
    ['let me think... okay, Monday at ten', '03-09 10:00'],
    ['Thursday at 2, no, 3', '03-05 15:00'],
    ['Thursday at 2, actually 3', '03-05 15:00'],
    ['Thursday at 2. Actually, make that 3:30.', '03-05 15:30'],
    ['Thursday, no, Friday at 2', '03-06 14:00'],
    ['Thursday at 2, I mean Friday', '03-06 14:00'],
    ['Thursday at 2, sorry, Friday at 3', '03-06 15:00'],
    ['tomorrow at 10, wait, no, Friday at 10', '03-06 10:00'],
    ['tomorrow at 10, or no, make it 11', '03-05 11:00'],
    ['Monday at 1, scratch that, Tuesday at 1', '03-10 13:00'],
    ['Monday. No wait. Tuesday. Tuesday at 4.', '03-10 16:00'],
    ['the 10th, sorry the 11th, at 2', '03-11 14:00'],
    ['tomorrow morning, actually afternoon is better', '03-05 12:00-17:00'],
    ['Friday afternoon, hmm, let’s say morning instead', '03-06 09:00-12:00'],
    ['at 3 tomorrow, hold on, make it 4', '03-05 16:00'],
    ['at 2 on Monday, oops, I meant Tuesday', '03-10 14:00'],
    ['next week Tuesday, no, Wednesday at 9', '03-11 09:00'],
    ['tomorrow at 4, or rather 4:30', '03-05 16:30'],
    ['Friday? no. Monday at 10.', '03-09 10:00'],
    ['Friday at 3, yeah, Friday at 3', '03-06 15:00'],
    ['tomorrow, yes tomorrow, at eleven', '03-05 11:00'],
    ['not Thursday, Friday at 10', '03-06 10:00'],
    ['not tomorrow but Friday at 10', '03-06 10:00'],
    ['I can’t do Thursday but Friday at 1 works', '03-06 13:00'],
    ['I can’t make it tomorrow, how about Monday at 9?', '03-09 09:00'],
    ['Thursday doesn’t work for me, Friday afternoon does', '03-06 12:00-17:00'],
    ['tomorrow is no good, Monday morning', '03-09 09:00-12:00'],
    ['mornings don’t work, tomorrow afternoon', '03-05 12:00-17:00'],
    ['3 is too early, can we do 5 tomorrow', '03-05 17:00'],
    ['I have a dentist appointment at 10 tomorrow so 2 would be better', '03-05 14:00'],
    ['I’m busy until 3 tomorrow', '03-05 15:00-20:00'],
    ['I work until 5 on Friday', '03-06 17:00-20:00'],
    ['I’m in a meeting till 2, then I’m free tomorrow', '03-05 14:00-20:00'],
    ['I’m busy tomorrow, Friday at noon is fine', '03-06 12:00'],
    ['I’m working Thursday so let’s do Friday at 11', '03-06 11:00'],
    ['I’m not free before noon tomorrow', '03-05 12:00-20:00'],
    ['I get off work at 5 tomorrow', '03-05 17:00-20:00'],
    ['my renewal is March 30, can we talk tomorrow at 2', '03-05 14:00'],
    ['we close on the 30th so Friday at 10 please', '03-06 10:00'],
    ['our closing date is April 15 so call me Monday at 3', '03-09 15:00'],
    ['my mortgage is up in June, tomorrow at 4 works', '03-05 16:00'],
    ['my birthday is the 12th, so the 13th at 2', '03-13 14:00'],
    ['I’m 45 and have two kids, tomorrow at 6', '03-05 18:00'],
    ['this is April, call me tomorrow at 2', '03-05 14:00'],
    ['my name is May and I’m free Friday at 11', '03-06 11:00'],
    ['I may be free tomorrow at 2', '03-05 14:00'],
    ['I live at 12 March Street, tomorrow at 1 is good', '03-05 13:00'],
    ['my number is 604 555 0142, call me at 4 tomorrow', '03-05 16:00'],
    ['it’s about a 500 thousand dollar mortgage, Friday at 9', '03-06 09:00'],
    ['the rate is 4.39 percent, call tomorrow at 5', '03-05 17:00'],
    ['I owe about 3 hundred thousand, so tomorrow at 10', '03-05 10:00'],
    ['just a second... tomorrow at two', '03-05 14:00'],
    ['can he call my cell, uh, tomorrow, say 10?', '03-05 10:00'],
    ['sure, Friday’s fine, like 3 or so', '03-06 15:00'],
    ['three works. tomorrow I mean', '03-05 15:00'],
    ['yes please, Monday at 11 would be perfect', '03-09 11:00'],
    ['I think Friday would be better, maybe around 4', '03-06 16:00'],
    ['how about we do it tomorrow instead, same time', '03-05 10:15'],
    ['anything but mornings on Friday', '03-06 12:00-20:00'],
    ['could I get the first one on Friday, like 9', '03-06 09:00'],
    ['I’ll be home by 5 tomorrow so 5:30', '03-05 17:30'],
    ['you know what, Thursday is fine, 2 o’clock', '03-05 14:00'],
    ['Monday at 9, no make it Tuesday at 9, no sorry Monday', '03-09 09:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Monday at 3, uh, no, Tuesday, at 3', '06-16 15:00'],
    ['I have a meeting at 4 today so tomorrow at 10', '06-13 10:00'],
    ['let’s see the sixteenth no the seventeenth at ten', '06-17 10:00'],
    ['tomorrow at ten, er, no, eleven', '06-13 11:00'],
    ['Saturday won’t work, Sunday at 1?', '06-14 13:00'],
  ])('on a Friday afternoon "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })

  it.each([
    ['Monday’s bad, Tuesday at 2 is good', '11-24 14:00'],
    ['we were married in June but anyway Tuesday at 5', '11-24 17:00'],
    ['hi it’s June calling, could he ring me Monday at noon', '11-23 12:00'],
  ])('on a Sunday "%s" is %s', (text, expected) => {
    expect(reading(text, sunday)).toBe(expected)
  })
})
