/** Places people name for their clock, by IANA zone. Lower case; words apart by a space. */
const places: Record<string, string> = {
  'America/Vancouver':
    'vancouver|victoria|burnaby|surrey|richmond bc|kelowna|kamloops|nanaimo|abbotsford|langley|coquitlam|prince george|british columbia|b c|bc|the lower mainland|vancouver island|whistler|penticton|vernon',
  'America/Edmonton':
    'edmonton|calgary|alberta|red deer|lethbridge|medicine hat|fort mcmurray|grande prairie|banff|yellowknife|northwest territories|n w t|canmore|airdrie',
  'America/Regina': 'regina|saskatoon|saskatchewan|moose jaw|prince albert',
  'America/Winnipeg': 'winnipeg|manitoba|brandon',
  'America/Toronto':
    'toronto|ottawa|montreal|quebec|quebec city|ontario|mississauga|hamilton|london ontario|london , ontario|brampton|markham|vaughan|kitchener|waterloo|windsor|barrie|oshawa|kingston|laval|gatineau|sudbury|guelph|oakville|scarborough|thunder bay|niagara|niagara falls|gta|the gta',
  'America/Halifax':
    'halifax|nova scotia|p e i|pei|prince edward island|charlottetown|dartmouth|cape breton',
  'America/Moncton': 'moncton|fredericton|new brunswick|saint john',
  'America/St_Johns': "st john's|st johns|st . john's|st . johns|saint john's|newfoundland",
  'America/Whitehorse': 'whitehorse|yukon|the yukon',
  'America/Iqaluit': 'iqaluit|nunavut',
  'America/Los_Angeles':
    'los angeles|l a|la|san francisco|san diego|seattle|portland|las vegas|vegas|sacramento|san jose|oakland|california|washington state|oregon|nevada|reno|spokane|tacoma|fresno|bay area|the bay area|long beach|cali|silicon valley',
  'America/Denver':
    'denver|colorado|salt lake city|salt lake|utah|albuquerque|new mexico|boulder|wyoming|montana|billings|colorado springs|santa fe|el paso',
  'America/Boise': 'boise|idaho',
  'America/Phoenix': 'phoenix|arizona|tucson|scottsdale|mesa|tempe',
  'America/Chicago':
    'chicago|illinois|dallas|houston|austin|san antonio|texas|minneapolis|minnesota|st louis|st . louis|missouri|kansas city|kansas|milwaukee|wisconsin|new orleans|louisiana|nashville|memphis|tennessee|oklahoma|oklahoma city|iowa|des moines|omaha|nebraska|alabama|birmingham alabama|mississippi|arkansas|little rock|fort worth|north dakota|south dakota|fargo|madison|tulsa',
  'America/New_York':
    'new york|new york city|nyc|boston|massachusetts|philadelphia|philly|pennsylvania|washington dc|washington d c|d c|atlanta|georgia|miami|florida|orlando|tampa|jacksonville|charlotte|north carolina|south carolina|raleigh|cleveland|ohio|columbus|cincinnati|pittsburgh|baltimore|maryland|virginia|new jersey|connecticut|maine|vermont|new hampshire|rhode island|delaware|west virginia|buffalo|brooklyn|manhattan|richmond virginia|newark|fort lauderdale',
  'America/Detroit': 'detroit|michigan|grand rapids|ann arbor',
  'America/Indiana/Indianapolis': 'indianapolis|indiana',
  'America/Kentucky/Louisville': 'louisville|kentucky',
  'America/Anchorage': 'anchorage|alaska|juneau|fairbanks',
  'Pacific/Honolulu': 'honolulu|hawaii|maui|oahu|kauai',
  'America/Puerto_Rico': 'puerto rico|san juan',
  'America/Mexico_City': 'mexico city|mexico|guadalajara',
  'America/Cancun': 'cancun',
  'America/Tijuana': 'tijuana',
  'America/Sao_Paulo': 'sao paulo|brazil|rio|rio de janeiro',
  'America/Argentina/Buenos_Aires': 'buenos aires|argentina',
  'America/Bogota': 'bogota|colombia',
  'Europe/London':
    'london|england|the uk|uk|u k|scotland|edinburgh|manchester|united kingdom|britain',
  'Europe/Dublin': 'dublin|ireland',
  'Europe/Paris': 'paris|france',
  'Europe/Berlin': 'berlin|germany|munich|frankfurt|hamburg',
  'Europe/Madrid': 'madrid|spain|barcelona',
  'Europe/Rome': 'rome|italy|milan',
  'Europe/Amsterdam': 'amsterdam|netherlands|the netherlands|holland',
  'Europe/Zurich': 'zurich|switzerland|geneva',
  'Europe/Lisbon': 'lisbon|portugal',
  'Europe/Warsaw': 'warsaw|poland',
  'Europe/Athens': 'athens|greece',
  'Europe/Kyiv': 'kyiv|kiev|ukraine',
  'Europe/Istanbul': 'istanbul|turkey',
  'Asia/Dubai': 'dubai|abu dhabi|the uae|uae',
  'Asia/Kolkata': 'india|mumbai|delhi|new delhi|bangalore|kolkata|chennai|hyderabad',
  'Asia/Karachi': 'pakistan|karachi|lahore',
  'Asia/Manila': 'manila|the philippines|philippines',
  'Asia/Hong_Kong': 'hong kong',
  'Asia/Shanghai': 'china|beijing|shanghai',
  'Asia/Singapore': 'singapore',
  'Asia/Tokyo': 'tokyo|japan',
  'Asia/Seoul': 'seoul|korea|south korea',
  'Asia/Jerusalem': 'israel|tel aviv|jerusalem',
  'Asia/Tehran': 'tehran|iran',
  'Africa/Lagos': 'lagos|nigeria',
  'Africa/Johannesburg': 'johannesburg|south africa|cape town',
  'Australia/Sydney': 'sydney|australia|melbourne',
  'Pacific/Auckland': 'auckland|new zealand',
}

type Place = { words: readonly string[]; zone: string }

/** Places by their first word, longer names first. */
export const placesByWord = new Map<string, Place[]>()
for (const [zone, names] of Object.entries(places)) {
  for (const name of names.split('|')) {
    const [first = '', ...words] = name.split(' ')
    const known = placesByWord.get(first) ?? []
    known.push({ words, zone })
    known.sort((a, b) => b.words.length - a.words.length)
    placesByWord.set(first, known)
  }
}
