import { type Instant, type ZoneId, ZoneOffset } from '@js-joda/core'
import type { TextStyle } from './dateParts'

/**
 * Java's short zone names (`sun.util.resources.TimeZoneNames`), by the long English name that CLDR has. Browsers give
 * `GMT+1` where Java gives `CET`.
 */
const shortNames: Readonly<Record<string, string>> = {
  'Coordinated Universal Time': 'UTC',
  'Greenwich Mean Time': 'GMT',
  'British Summer Time': 'BST',
  'Irish Standard Time': 'IST',
  'Western European Standard Time': 'WET',
  'Western European Summer Time': 'WEST',
  'Central European Standard Time': 'CET',
  'Central European Summer Time': 'CEST',
  'Eastern European Standard Time': 'EET',
  'Eastern European Summer Time': 'EEST',
  'Moscow Standard Time': 'MSK',
  'Samara Standard Time': 'SAMT',
  'Yekaterinburg Standard Time': 'YEKT',
  'Omsk Standard Time': 'OMST',
  'Novosibirsk Standard Time': 'NOVT',
  'Krasnoyarsk Standard Time': 'KRAT',
  'Irkutsk Standard Time': 'IRKT',
  'Yakutsk Standard Time': 'YAKT',
  'Vladivostok Standard Time': 'VLAT',
  'Magadan Standard Time': 'MAGT',
  'Eastern Standard Time': 'EST',
  'Eastern Daylight Time': 'EDT',
  'Central Standard Time': 'CST',
  'Central Daylight Time': 'CDT',
  'Mountain Standard Time': 'MST',
  'Mountain Daylight Time': 'MDT',
  'Pacific Standard Time': 'PST',
  'Pacific Daylight Time': 'PDT',
  'Alaska Standard Time': 'AKST',
  'Alaska Daylight Time': 'AKDT',
  'Hawaii-Aleutian Standard Time': 'HST',
  'Hawaii-Aleutian Daylight Time': 'HDT',
  'Atlantic Standard Time': 'AST',
  'Atlantic Daylight Time': 'ADT',
  'Newfoundland Standard Time': 'NST',
  'Newfoundland Daylight Time': 'NDT',
  'Brasilia Standard Time': 'BRT',
  'Brasilia Summer Time': 'BRST',
  'Argentina Standard Time': 'ART',
  'Chile Standard Time': 'CLT',
  'Chile Summer Time': 'CLST',
  'Colombia Standard Time': 'COT',
  'Peru Standard Time': 'PET',
  'Venezuela Time': 'VET',
  'Uruguay Standard Time': 'UYT',
  'South Africa Standard Time': 'SAST',
  'East Africa Time': 'EAT',
  'Central Africa Time': 'CAT',
  'West Africa Standard Time': 'WAT',
  'Arabian Standard Time': 'AST',
  'Gulf Standard Time': 'GST',
  'Iran Standard Time': 'IRST',
  'Israel Standard Time': 'IST',
  'Israel Daylight Time': 'IDT',
  'Pakistan Standard Time': 'PKT',
  'India Standard Time': 'IST',
  'Nepal Time': 'NPT',
  'Bangladesh Standard Time': 'BDT',
  'Myanmar Time': 'MMT',
  'Indochina Time': 'ICT',
  'Western Indonesia Time': 'WIB',
  'Central Indonesia Time': 'WITA',
  'Eastern Indonesia Time': 'WIT',
  'Singapore Standard Time': 'SGT',
  'Malaysia Time': 'MYT',
  'Philippine Standard Time': 'PST',
  'Hong Kong Standard Time': 'HKT',
  'China Standard Time': 'CST',
  'Taipei Standard Time': 'CST',
  'Korean Standard Time': 'KST',
  'Japan Standard Time': 'JST',
  'Australian Western Standard Time': 'AWST',
  'Australian Central Standard Time': 'ACST',
  'Australian Central Daylight Time': 'ACDT',
  'Australian Eastern Standard Time': 'AEST',
  'Australian Eastern Daylight Time': 'AEDT',
  'New Zealand Standard Time': 'NZST',
  'New Zealand Daylight Time': 'NZDT',
}

const genericShort: Readonly<Record<string, string>> = {
  CET: 'CET',
  EET: 'EET',
  WET: 'WET',
  EST: 'ET',
  CST: 'CT',
  MST: 'MT',
  PST: 'PT',
}

/**
 * A zone's name as `z`, `zzzz` or `v` print it. Offsets have no name: they print themselves.
 * @param at decides between standard and daylight time
 */
export function zoneName(zone: ZoneId, at: Instant, style: TextStyle, generic: boolean, tag: string): string {
  const id = zone.id()
  if (zone instanceof ZoneOffset || /^(?:UTC|GMT|UT)[+-]/.test(id)) return id
  const date = new Date(at.toEpochMilli())
  if (style === 'long') return intlName(id, date, generic && !/^(?:UTC|GMT|UT)$/.test(id) ? 'longGeneric' : 'long', tag)
  const long = intlName(id, date, 'long', 'en-US')
  const short = shortNames[long] ?? intlName(id, date, 'short', tag)
  return generic ? (genericShort[short] ?? short) : short
}

function intlName(
  id: string,
  at: Date,
  timeZoneName: NonNullable<Intl.DateTimeFormatOptions['timeZoneName']>,
  tag: string,
): string {
  const parts = new Intl.DateTimeFormat(tag === 'und' ? 'en-US' : tag, { timeZone: id, timeZoneName }).formatToParts(at)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? id
}
