import { beforeAll, describe, expect, it } from 'vitest'
import { addToDate, epochOf, formatDate } from '../../../src/expression/java/dates'
import { loadZones } from '../../../src/expression/java/zones'

const d = '2024-03-05T07:08:09.123456Z'

beforeAll(loadZones)

describe('formatDate', () => {
  it.each([
    [undefined, '2024-03-05T07:08:09.123456Z'],
    ['dd/MM/yy', '05/03/24'],
    ['EEE, d MMM yyyy', 'Tue, 5 Mar 2024'],
    ['EEEE', 'Tuesday'],
    ['hh:mm a', '07:08 AM'],
    ['iso', '2024-03-05T07:08:09.123456Z'],
    ['iso_milli', '2024-03-05T07:08:09.123Z'],
    ['iso_sec', '2024-03-05T07:08:09Z'],
    ['sql', '2024-03-05 07:08:09.123456'],
    ['sql_milli', '2024-03-05 07:08:09.123'],
    ['sql_sec', '2024-03-05 07:08:09'],
    ['iso_date', '2024-03-05Z'],
    ['iso_time', '07:08:09.123456Z'],
    ['iso_local_date', '2024-03-05'],
    ['iso_instant', '2024-03-05T07:08:09.123456Z'],
    ['iso_local_time', '07:08:09.123456'],
    ['iso_offset_time', '07:08:09.123456Z'],
    ['iso_ordinal_date', '2024-065Z'],
    ['iso_week_date', '2024-W10-2Z'],
    ['iso_zoned_date_time', '2024-03-05T07:08:09.123456Z[UTC]'],
    ['rfc_1123_date_time', 'Tue, 5 Mar 2024 07:08:09 GMT'],
    ['full', 'Tuesday, March 5, 2024, 7:08:09\u202fAM Coordinated Universal Time'],
    ['long', 'March 5, 2024, 7:08:09\u202fAM UTC'],
    ['medium', 'Mar 5, 2024, 7:08:09\u202fAM'],
    ['yyyyMMdd', '20240305'],
    ['u', '2024'],
    ['S', '1'],
    ['n', '123456000'],
    ['N', '25689123456000'],
    ['zzzz', 'Coordinated Universal Time'],
    ['z', 'UTC'],
    ['VV', 'UTC'],
    ['XXX', 'Z'],
    ['xx', '+0000'],
    ['x', '+00'],
    ['xxx', '+00:00'],
    ['Z', '+0000'],
    ['ZZZZZ', 'Z'],
    ['O', 'GMT'],
    ['Q', '1'],
    ['QQQ', 'Q1'],
    ['QQQQ', '1st quarter'],
    ['e', '3'],
    ['G', 'AD'],
    ['K', '7'],
    ['H', '7'],
    ['k', '7'],
    ['YYYY', '2024'],
    ['w', '10'],
    ['L', '3'],
    ['q', '1'],
    ['DDD', '065'],
    ["h 'o''clock'", "7 o'clock"],
    ['[yyyy][-MM]', '2024-03'],
    ['ppppd', '   5'],
    ['B', 'in the morning'],
  ])('prints %s', (format, expected) => {
    expect(formatDate(d, { format })).toBe(expected)
  })

  it.each([
    ['yyyy-MM-dd', 'America/New_York', '2024-03-05'],
    ['HH:mm', 'Asia/Tokyo', '16:08'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 'Europe/Paris', '2024-03-05T08:08:09.123+01:00'],
    ['z zzzz VV O OOOO', 'Europe/Paris', 'CET Central European Standard Time Europe/Paris GMT+1 GMT+01:00'],
    ['z', 'Australia/Perth', 'AWST'],
    ['XXX VV z', '+05:30', '+05:30 +05:30 +05:30'],
    ['X', '+05:30', '+0530'],
    ['X', '-05:00', '-05'],
  ])('prints %s in %s', (format, timeZone, expected) => {
    expect(formatDate(d, { format, timeZone })).toBe(expected)
  })

  it.each([
    ['full', 'fr', 'mardi 5 mars 2024, 07:08:09 temps universel coordonné'],
    ['EEEE d MMMM', 'de_DE', 'Dienstag 5 März'],
    ['short', 'fr_FR', '05/03/2024 07:08'],
  ])('prints %s in the language %s', (format, locale, expected) => {
    expect(formatDate(d, { format, locale })).toBe(expected)
  })

  it.each([
    ['2024-03-05', '2024-03-05T00:00:00.000000Z'],
    ['2024-03-05T07:08:09', '2024-03-05T07:08:09.000000Z'],
    ['2024-03-05T23:30:00+02:00', '2024-03-05T21:30:00.000000Z'],
    ['2024-03-05T07:08', '2024-03-05T07:08:00.000000Z'],
    ['2024-03-05T07:08Z', '2024-03-05T07:08:00.000000Z'],
    ['2013-09-08T16:19:00+02', '2013-09-08T14:19:00.000000Z'],
    [1709622489n, '2024-03-05T07:08:09.000000Z'],
    [1709622489123n, '2024-03-05T07:08:09.123000Z'],
    [1709622489123456000n, '2024-03-05T07:08:09.123456Z'],
  ])('reads %s', (input, expected) => {
    expect(formatDate(input)).toBe(expected)
  })

  it('reads objects of java.time, a LocalDate at noon', () => {
    const format = 'yyyy-MM-dd HH:mm:ss'
    expect(formatDate({ kind: 'ZonedDateTime', text: '2024-03-05T23:08:09-05:00' }, { format })).toBe(
      '2024-03-06 04:08:09',
    )
    expect(formatDate({ kind: 'LocalDateTime', text: '2024-03-05T07:08:09' }, { format })).toBe('2024-03-05 07:08:09')
    expect(formatDate({ kind: 'Date', text: '2024-03-05T07:08:09Z' }, { format })).toBe('2024-03-05 07:08:09')
    expect(formatDate({ kind: 'LocalDate', text: '2024-03-05' }, { format })).toBe('2024-03-05 12:00:00')
  })

  it('moves a time in the gap of a summer time change forward', () => {
    expect(formatDate('2024-03-31T02:30:00', { timeZone: 'Europe/Paris' })).toBe('2024-03-31T03:30:00.000000+02:00')
  })

  it.each([
    ['05/03/2024', 'dd/MM/yyyy', '2024-03-05T00:00:00.000000Z'],
    ['July 24, 2001', 'MMMM dd, yyyy', '2001-07-24T00:00:00.000000Z'],
    ['20240305070809', 'yyyyMMddHHmmss', '2024-03-05T07:08:09.000000Z'],
    ['20240305070809123', 'yyyyMMddHHmmssSSS', '2024-03-05T07:08:09.123000Z'],
    ['5 Mar 24 7:08 PM', 'd MMM yy h:mm a', '2024-03-05T19:08:00.000000Z'],
    ['2024-03-05 07:08:09 +0200', 'yyyy-MM-dd HH:mm:ss Z', '2024-03-05T05:08:09.000000Z'],
    ['2024-03-05 07:08:09 Europe/Paris', 'yyyy-MM-dd HH:mm:ss VV', '2024-03-05T06:08:09.000000Z'],
    ['31/04/2024', 'dd/MM/yyyy', '2024-04-30T00:00:00.000000Z'],
    ['2024-03-05 24:00', 'yyyy-MM-dd HH:mm', '2024-03-06T00:00:00.000000Z'],
    ['2024-065', 'iso_ordinal_date', '2024-03-05T00:00:00.000000Z'],
    ['2024-W10-2', 'iso_week_date', '2024-03-05T00:00:00.000000Z'],
    ['Tue, 5 Mar 2024 07:08:09 GMT', 'rfc_1123_date_time', '2024-03-05T07:08:09.000000Z'],
  ])('reads %s by %s', (text, existingFormat, expected) => {
    expect(formatDate(text, { existingFormat })).toBe(expected)
  })

  it.each([
    ['Hello World', {}, "Text 'Hello World' could not be parsed at index 0"],
    ['', {}, "Text '' could not be parsed at index 0"],
    ['2024-02-30', {}, "Text '2024-02-30' could not be parsed: Invalid date 'FEBRUARY 30'"],
    [
      '2023-02-29',
      {},
      "Text '2023-02-29' could not be parsed: Invalid date 'February 29' as '2023' is not a leap year",
    ],
    [
      '2024-13-05',
      {},
      "Text '2024-13-05' could not be parsed: Invalid value for MonthOfYear (valid values 1 - 12): 13",
    ],
    ['2024-03-05T', {}, "Text '2024-03-05T' could not be parsed, unparsed text found at index 10"],
    ['05-03-2024', { existingFormat: 'dd/MM/yyyy' }, "Text '05-03-2024' could not be parsed at index 2"],
    [
      '10:00',
      { existingFormat: 'HH:mm' },
      "Text '10:00' could not be parsed: Unable to obtain LocalDate from TemporalAccessor: {},ISO resolved to 10:00 of type java.time.format.Parsed",
    ],
    [d, { timeZone: 'Nowhere/X' }, 'Unknown time-zone ID: Nowhere/X'],
    [d, { timeZone: 'Nope' }, 'Unknown time-zone ID: Nope'],
    [d, { timeZone: '+25:00' }, 'Zone offset hours not in valid range: value 25 is not in the range -18 to 18'],
    [d, { format: 'x{' }, "Pattern includes reserved character: '{'"],
    [d, { format: 'yyyy l' }, 'Unknown pattern letter: l'],
    [d, { format: "yyyy'" }, "Pattern ends with an incomplete string literal: yyyy'"],
    [d, { format: 'MMMMMM' }, 'Too many pattern letters: M'],
  ])("refuses %s %o in Java's words", (text, options, message) => {
    expect(() => formatDate(text, options)).toThrow(expect.objectContaining({ message }))
  })

  it('refuses what is no date with a ClassCastException', () => {
    expect(() => formatDate({ kind: 'Duration', text: 'PT5M' })).toThrow(
      expect.objectContaining({
        javaClass: 'java.lang.ClassCastException',
        message:
          "class java.time.Duration cannot be cast to class java.lang.String (java.time.Duration and java.lang.String are in module java.base of loader 'bootstrap')",
      }),
    )
  })
})

describe('addToDate', () => {
  it.each([
    [d, 1n, 'MONTHS', { format: 'yyyy-MM-dd' }, '2024-04-05'],
    ['2024-01-31', 1n, 'MONTHS', {}, '2024-02-29T00:00:00.000000Z'],
    [d, 90n, 'MINUTES', {}, '2024-03-05T08:38:09.123456Z'],
    [d, 1n, 'DECADES', {}, '2034-03-05T07:08:09.123456Z'],
    [d, 500n, 'MILLIS', {}, '2024-03-05T07:08:09.623456Z'],
    [d, -1n, 'WEEKS', {}, '2024-02-27T07:08:09.123456Z'],
    ['2024-03-30T02:30:00', 1n, 'DAYS', { timeZone: 'Europe/Paris' }, '2024-03-31T03:30:00.000000+02:00'],
  ])('%s + %s %s', (input, amount, unit, options, expected) => {
    expect(addToDate(input, amount, unit, options)).toBe(expected)
  })

  it('knows units by their upper-case names only', () => {
    expect(() => addToDate(d, 1n, 'days')).toThrow('No enum constant java.time.temporal.ChronoUnit.days')
  })
})

describe('epochOf', () => {
  it.each([
    [d, 'seconds', {}, 1709622489n],
    [d, 'millis', {}, 1709622489123n],
    [d, 'micros', {}, 1709622489123456n],
    [d, 'nanos', {}, 1709622489123456000n],
    ['05/03/2024', 'seconds', { existingFormat: 'dd/MM/yyyy' }, 1709596800n],
    ['1969-12-31T23:59:59.5Z', 'seconds', {}, -1n],
  ] as const)('%s in %s', (input, unit, options, expected) => {
    expect(epochOf(input, unit, options)).toBe(expected)
  })
})
