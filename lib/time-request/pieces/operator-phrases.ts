import type { Op } from './piece.ts'

/** What joins, bounds, corrects or refuses, and its phrases, divided by "|"; the longest that stands there wins, of equal ones the first. */
export const operatorPhrases: readonly (readonly [op: Op, phrases: string])[] = [
  [
    'or',
    "or|if not|if not then|failing that|or failing that|or if not|or if not then|or if that's taken|or if that's gone|or if it's taken|and if that's taken|and if that's gone|if that's taken|if that's gone|if it's taken|if that's not available|if that's booked|if that's full|or else|or maybe|or even|or possibly|or perhaps|either|alternatively|or , or",
  ],
  ['and', 'and|and also|as well as|plus|also'],
  ['to', 'to|through|-|all the way to|thru to|right through to'],
  ['between', 'between|in between|anywhere between|somewhere between'],
  [
    'from',
    "from|as of|effective|on or after|at or after|starting|starting from|starting at|starting on|beginning|since|no earlier than|not earlier than|no sooner than|not before|not until|not till|no time before|nothing before|never before|isn't before|don't call before|anything from|as early as|beginning at|earlier than not",
  ],
  ['after', 'after|later than|past|anytime after|following|anything after'],
  [
    'before',
    "before|earlier than|ahead of|prior to|not after|nothing after|no time after|not past|sooner than|anything before|don't call after",
  ],
  [
    'until',
    'until|till|up to|up until|no later than|not later than|at the latest by|no later then|on or before|at or before',
  ],
  ['by', 'by|by no later than|by around|by about'],
  [
    'orLater',
    'or later|or a bit later|or a little later|or a little bit later|or maybe a bit later|or maybe a little later|or maybe later|or after|or after that|onwards|onward|and later|and after|or any time after|or anytime after|and onwards|and onward|or thereafter|and on|at the earliest|at the very earliest|on up|and up|or beyond|and beyond',
  ],
  [
    'orEarlier',
    'or earlier|or before|or sooner|at the latest|at the very latest|and earlier|latest',
  ],
  [
    'except',
    "except|except for|but not|but never|other than|excluding|besides|apart from|aside from|just not|any but|anytime but|anyday but|anything but|any other time than|all but|every day but|with the exception of|anyday besides|not including|unless it's|unless its|outside of|outside|minus|without|any time but",
  ],
  [
    'not',
    "not|not on|not in|don't call me|don't call|do not call me|do not call|don't phone me|don't ring me|please don't call|never call|never on|never in|never|rather not|isn't|won't be|instead of|rather than|don't want|do not want|don't do|not this",
  ],
  ['but', 'but|however|though|although|except that'],
  ['so', 'then|so that|because|since i'],
  ['hence', "so|therefore|that's why|so maybe|so how about|so let's say"],
  [
    'correct',
    "no|no no|no wait|wait|wait no|no actually|actually|actually no|sorry|no sorry|sorry no|sorry i mean|i mean|i meant|i meant to say|make it|make that|actually make it|actually make that|let's make it|let's make that|scratch that|strike that|or rather|rather|correction|hang on|hold on|hang on no|my mistake|my bad|oops|whoops|no let's say|no let's do|on second thought|on second thoughts|change that to|change it to|let me change that|better yet|er no|well actually|nope|nah|never mind|nevermind|forget that|excuse me|pardon me|pardon|not that|i'm sorry|cancel that|switch that to|switch it to|move it to|instead make it",
  ],
  [
    'busy',
    "i sleep during the day|i sleep|i'm asleep|supposed to be|i have it down for|i'm booked for|i'm down for|was scheduled for|is scheduled for|am scheduled for|i'm scheduled for|originally|i'm at the|i'm at my|i'm at school|i have a meeting|i have a|i have an|i've got a|i've got an|i've got|i got a|i'm busy|i am busy|i'm tied up|tied up|i'm booked|booked|i'm working|i work|i'm at work|i'm in a meeting|in a meeting|i'm in meetings|in meetings|i'm out|i'm away|i'm not available|not available|i'm unavailable|unavailable|i'm not free|not free|i can't make it|can't make it|cannot make it|won't make it|couldn't make it|i can't|i can not|i cannot|can't|cannot|can't do|can't make|couldn't|i won't be|i'm not around|i have to work|i have work|i've a|we have a|we have an|we've got a|we're busy|we are busy|we can't|i don't have time|i'm driving|i'm flying|i'm traveling|i'm travelling|i'm on vacation|on vacation|i'm on holiday|busy|i'm teaching|my shift is|i have class|i have school|i have an appointment|i have another|i have meetings|i have my|i have plans|got plans|i have something|i do have a|there's a|i have to be|i have to pick|i have to go|i gotta|i need to be at",
  ],
  [
    'bad',
    "doesn't work|doesn't really work|does not work|don't work|do not work|won't work|wouldn't work|will not work|bad|tough|terrible|is no good|are no good|is not good|isn't good|aren't good|not good|no good|is bad|are bad|is out|are out|is too early|is too late|too early|too late|is not possible|isn't possible|is impossible|isn't going to work|is not going to work|not going to work|is busy|is full|is booked|is tough|is hard|is terrible|doesn't suit|does not suit|is a bad|is a no|is a no go|are a no|are a no go|are no go|isn't great|not great|is not ideal|isn't ideal|can't happen|won't do|is tricky|are tough|are hard|isn't an option|is not an option|isn't available|is taken|is rough|are terrible|are impossible|are busy|is crazy|is hectic|is packed|doesn't fit|not work",
  ],
  [
    'topic',
    "i turn|he turns|she turns|turning|my renewal is|renewal is|renewal date is|is up for renewal|renewal comes up|renews|renews on|my birthday is|my birthday's|birthday is|birthday's|birthday on|closing is|closing date is|our closing is|we close|we're closing|i close|closing on|closes|we closed|possession is|possession date is|possession on|we take possession|matures|maturity is|maturity date is|is up|comes up|comes due|expires|expiring|is due|was due|expired|term ends|mortgage ends|lease ends|lease is up|ends on|we bought|i bought|bought it|purchased|we moved|i moved|moved in|moving in|moving on|we move|since we|born|born on|married|anniversary is|signed|started|retired|offer expires|the offer expires|subject removal is|subjects are|condition date is|conditions are due|inspection is|appraisal is|completion is|completes|completion date is|i applied|applied|i missed|missed a call|missed your call|you left|left me a|got a call|got a message|i called|we called|someone called|somebody called|you called|he called|she called|they called|called me|you emailed|was approved|got approved|i spoke|we spoke|we talked|i talked|is coming up|coming up|rate hold|it started|due date is|due on|wedding is|getting married|graduates|graduate",
  ],
  [
    'at',
    "at|@|exactly|precisely|at exactly|right at|at precisely|let's say|how about|what about|at like|at say|at maybe|for about",
  ],
  [
    'approx',
    'around|about|roughly|approximately|circa|near|close to|towards|toward|at about|at around|like around|at approximately|right around|somewhere around|sometime around|for around|ish|or thereabouts|or there about|or there abouts|thereabouts',
  ],
  [
    'like',
    "does|say|like|let's do|maybe|make|do|for|is|it's|take|want|perhaps|possibly|probably|definitely",
  ],
  [
    'vague',
    'earlier|sooner|a different day|different day|a different time|different time|some other day|a little earlier|a bit earlier|in a little bit|a little bit|in a bit|in a while|in a little while|a little while|a little later|later|later on|some other time|another time|another day|some day|someday|one of these days|one day|eventually|in the future|down the road|down the line|shortly|a few days|few days|a few weeks|few weeks|in the near future|before long|after a while|a while|at some point|at a later date|at a later time|a bit later|sometime|some point|when i get a chance|the other day|in a few|give me a bit|in due course',
  ],
  [
    'done',
    "i'm up at|i'm up by|i'm awake by|home by|home at|home around|home after|get home around|get home by|off work by|off at|off around|done at|gets home at|is home at|gets off at|gets off work at|is off at|is back at|finishes at|finishes work at|i get off at|i get off work at|i finish at|i finish work at|i'm done at|i'm done work at|i get home at|i'm home at|i'm home by|i get home around|i'm off at|i'm off work at|i get off around|i get off work around|i'm out at|i'm done around|i finish around|done work at|off work at|my shift ends at|meeting ends at|my meeting ends at|get off work at|get off at|home from work at|home from work around|home from school at|home from school around|get home from school at|get home from work at|gets home from work at|gets home from school at|gets home from school around|i get in at|i get back at|i'm back at|i'm back from lunch at|class ends at|school ends at|i'm done school at|i clock out at|finish at|finish around|finish work at|get done at|get done around|get out at|get out around|get out of work at|get out of school at|should be done by|should be done around|should be over by|should be finished by|should be free by|i'm done by|i'm free by|free by|i'm back by|back by|is over at|over at|gets out at|gets out around|lets out at|let out at|get out of class at|i land at|i land around|i'm landing at|my flight lands at|flight lands at|my plane lands at|plane lands at|i arrive at|i get in around",
  ],
  [
    'same',
    'same time|the same time|this time|at the same time|at the same hour|same hour|exactly this time|at this time|same time as today|the same time as today|same time as now|the same time as now',
  ],
  [
    'open',
    "all day|all day long|business hours|during business hours|during office hours|during working hours|normal business hours|whenever|anytime|asap|as soon as possible|soon|soonest|at your convenience|your convenience|you pick|you choose|up to you|doesn't matter|does not matter|any works|i'm flexible|flexible|i'm open|wide open|i'm free all|first available|first opening|next available|next opening|next open slot|next slot|next spot|earliest available|earliest|the earliest|whatever works|whatever's|whatever time|whatever day|whichever|no preference|don't care|i'm easy|any slot|any opening|any openings|right away|immediately|as soon as you can|as soon as he can|as soon as she can|when you can|when he can|any hour|anything works|surprise me|as early as possible|your call|sooner the better|sooner is better|sooner than later|sooner rather than later",
  ],
  [
    'unsure',
    "i'm not sure|not sure|i don't know|don't know|unsure|i'm undecided|not certain|hard to say|can't say|dunno|can't decide|no idea|who knows|have to check|need to check|let me check|i'd have to check",
  ],
  [
    'offer',
    "can we|could we|how about|what about|can he|could he|can she|could she|can you|could you|let's do|let's try|let's go|let's|maybe|i could|i can|we could|we can|is better|would be better|would work|would be good|would be great|works|works for me|is good|is fine|is great|is okay|is best|is perfect|i'd prefer|i prefer|i'd like|would like|i'm free|i am free|i'm available|i am available|available|free|call me|give me a call|try|please|any chance|do you have|i have a few|i have a free|i have a break|i have an opening|i have a window|i have a gap|i have an hour|i have a minute|i have a lunch|i have a question|i've got nothing|i have nothing|i've got time|i have a couple|i have time|i have some|i've got time|i've got a few|i work from home|i'm not working|i don't work|not working|i'm off|i'm off work|i'm working from home|would|should|preferably|ideally|prefer|i'd rather|rather have|i get off|i'm done|i finish|i'm home|i get home|i'm off work|i'm back|i get back|we could do|want to|book|schedule",
  ],
  ['anyday', 'anyday'],
  ['comma', ',|(|)|:'],
  ['stop', '.|?|!|;'],

  [
    'moving',
    'move my|move the|move our|change my|change the|change our|switch my|switch the|reschedule my|reschedule the|reschedule our|push my|push the|bump my|moving my',
  ],
  ['instead', 'instead|instead then'],
  [
    'afterThat',
    'after that|afterwards|afterward|after this|after then|once that is done|right after that|just after that|anytime after that|anytime after then|anything after that|sometime after that|later than that',
  ],

  [
    'beforeThat',
    'before that|before then|before this|anytime before that|anytime before then|anything before that|sometime before that|sometime before then|earlier than that|prior to that|right before that|just before that|ahead of that',
  ],
  [
    'after',
    "once i|once i'm|once i've|once my|once the|once we|once we're|once they|when i'm back|when i get back|when i get home|when i'm home|when i'm done|when i finish|when i get off|as soon as i|as soon as i'm|as soon as my|as soon as the",
  ],
  [
    'busy',
    "i'm in court|i'm in surgery|i'm in class|i'm in classes|i'm in school|i'm in training|i'm in a session|i'm in sessions|i'm in transit|i'm in an appointment|i'm in appointments|i'm in an exam|i'm in a class|i'm in church|i'm in back to back|i'm at church|i'm at a|i'm on shift|i'm on a shift|i'm on a plane|i'm on a flight|i'm on the road|i'm on duty|i'm on set|i'm on site|i'm on calls|i'm on a call|i'm with a client|i'm with clients|i'm with a customer|i'm with patients|i'm stuck|i'm occupied|i'm held up|i have the|i've got the|i've got my|we have the|i was going to say|i was gonna say|i work nights|i'm on nights|i'm on afternoons|i'm on mornings|i'm on evenings|i'm on days|i work days",
  ],
  [
    'offer',
    "i'll take|i will take|i'd take|i'll do|i'll go with|let's go with|go with|i'd go with|i'll pick|i'd pick|put me down for|how's|how is|could i|can i|could i have|can i have|may i have|i have my lunch|i have my break|i have my coffee break|i've got my lunch|i've got my break|i'm on my lunch|i'm on my break|i have the day|i have the morning|i have the afternoon|i have the evening|i have the whole|i've got the day|i've got the morning|i've got the afternoon|i've got the whole|i have a half|i have half|i've got half|i've got a half|i've got an hour|i've got a window|i've got a gap|i've got a break|i've got an opening|i've got a free",
  ],
  [
    'busy',
    "won't be available|won't be free|won't be around|won't be reachable|i won't be available|i won't be free|i won't be around|i won't be reachable|i only work|i usually work|i'm on lunch|i'm at lunch|i'm slammed|i'm swamped|i'm packed|i'm full|i'm jammed|i'm flat out|i'm really busy|i'm super busy|i'm so busy|i'm pretty busy|i'm crazy busy|i have back to back|i've got back to back|back to back|i have appointments|we work|we both work|i also work|he works|she works|they work|my wife works|my husband works|my partner works|i need to leave|i have to leave|i need to go|i need to pick|i have to drop|i need to drop|i'm leaving",
  ],
  [
    'until',
    "need to be done by|have to be done by|must be done by|has to be done by|i have to leave by|i need to leave by|have to leave by|need to leave by|i have to go by|have to be gone by|hard stop at|i have a hard stop at|i've got a hard stop at|i have a hard stop",
  ],
  [
    'topic',
    'runs out|runs out on|come off|comes off|email from|message from|voicemail from|letter from|supposed to call',
  ],
  [
    'moving',
    'move it from|moved from|reschedule from|switch from|switch it from|change from|change it from|cancel my|cancel the|cancel our',
  ],
  ['like', "what i've got|what i have|what i got"],
  ['not', 'than'],
  ['respectively', 'respectively'],
  ['otherwise', 'otherwise|any other time|any other day|anytime else'],
  ['orEarlier', 'or before that|or before then|or any time before that|or anytime before that'],
  ['approx', 'or so|plus or minus|give or take'],
  ['topic', 'i thought it was|it was at|it was for'],
  ['aside', 'did you say|you said|did you mean|you mentioned'],
  ['aside', "i'll be out|i'll be away|we'll be out|we'll be away"],
  [
    'busy',
    "i start|i start at|i start work|my shift starts|we start|i leave|i leave at|i leave for|i have to run|i need to run|i take lunch|since i have a|since i have an|since i have to|since i've got|since i work|since i start|since i'm busy|since i'm working|since i'm at|i have calls|i have viewings|i have showings|i have clients|i have patients|i have classes|i have practice|i have lessons|i have therapy|i have physio|i have church|i have court|i have hockey|i have soccer|i have errands|i have company|i have guests|i take my lunch|i pick up|i pick my|i pick the kids|i pick him up|i pick her up|i pick them up|i drop off|i drop my|i drop the kids|i take the kids|i take my son|i take my daughter|i do pickup|i do drop off|i do the school|i do school|i take my break|i clock in",
  ],
  [
    'not',
    "i hate|hate|i don't like|i do not like|don't like|no to|skip|forget|avoid|nothing|nothing on|nothing for",
  ],
  [
    'bad',
    'pretty full|really full|full up|all full|fully booked|is fully booked|not so much|not so good|crazy|hectic|packed|slammed|swamped|jammed|nuts',
  ],
  [
    'unmet',
    'same time as|the same time as|at the same time as|same as|the usual time|the usual|my usual|my usual time|usual time|as usual',
  ],
  [
    'to',
    'move it up to|move me up to|move us up to|bump it up to|bump me up to|push it up to|skip to|skip ahead to',
  ],
  [
    'from',
    'wait until|wait till|hold off until|hold off till|leave it until|leave it till|postpone until|postpone till|postpone it until|postpone it till|push it until|push it till|delay it until|delay it till|put it off until|put it off till',
  ],
]
