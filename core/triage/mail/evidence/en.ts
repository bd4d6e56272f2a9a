import type { Evidence } from './types.ts';

export const en: Evidence = {
  credit_hold: {
    3: `credit_?(?:hold|block|stop|freeze|lock)
      (?:on|under|in) (?:a )?credit (?:hold|review|check)
      (?:over|above|exceed(?:s|ed|ing)?|past|beyond|at|reached|hit) ~credit (?:limit|line)
      credit (?:limit|line) ~(?:exceed|reached|exhaust|maxed|full|raise|increase|extend|too low|used up)
      credit limit|order hold|hold (?:code|reason)
      (?:account|we|us|customer) ~(?:is|are|was|were|been|put|placed|still) (?:still |now )?on (?:credit |account )?(?:hold|stop)
      (?:blocked|held|stopped|frozen) (?:by|for|in|due to|because of) (?:your |our |the )?(?:credit|finance|accounting|accounts receivable|a/r|ar>)
      releas~(?:credit|hold)>
      hold ~(?:overdue|past due|unpaid|credit)
      account ~(?:locked|suspended|frozen)|locked out (?:until|because|for)|credit review|(?:waiting|pending|awaiting|subject to|needs?) ~credit (?:approval|check|release|review|decision)
      (?:won't|not|n't) release ~until ~(?:paid|pay|invoice|balance)
      (?:finance|accounting|accounts receivable|a/r|ar|credit|billing)> ~(?:on hold|hold>|stopped|blocked|blocks|froze)
      over (?:their|our|the|his|its|your) (?:credit )?(?:line|limit)>
      (?:unblock|unlock|unfreeze|reactivate|release) (?:our |the |their |this |my )?account
      account ~(?:exceed|over (?:its |the )?limit)`,
    2: `(?:on|off) hold>
      (?:order|po|shipment|account|it)>~ (?:is|are|was|been|being|still) (?:held|blocked|frozen)
      (?:put|placed|placing) ~hold>
      past_?due
      overdue (?:invoice|balance|amount|account|payment)
      credit (?:line|check|department|dept|team|manager|approval|release|application|terms|exposure|issue|problem)
      releas(?:e|ed|ing) (?:(?:the |our |this |my |their )?(?:order|po|so|shipment|hold)|it|them|this|these)>
      (?:has|have|is|are|was|been|being) (?:been |being )?held>
      hold on (?:our|the|this|my|po|order|so)>
      (?:remove|lift|clear) (?:the )?(?:hold|block)
      (?:against|over|above|of) (?:a |an |their |our |the |his )?[$€£]?\\d[\\d.,]*k? (?:credit )?(?:limit|line)>
      settle (?:our|the|their|your|its) (?:balance|account|invoices?)|credit (?:folks|people|guys|side|rep|analyst|controller)|(?:went|goes|is|are|they're|we're) ~over (?:by|the limit|their limit)
      (?:approve|need|request|get|waiting for) (?:the |a |this |credit |your )?release>
      (?:cannot|can't|won't|not allowed to) ship ~(?:past due|overdue|unpaid|limit|balance)
      (?:ar|a/r|accounts receivable|credit) (?:team|dept|desk|group|says|said)`,
    1: `(?:outstanding|open|unpaid) (?:balance|invoices?|amount)
      (?:we|have|has|already) (?:just )?paid
      (?:wire|payment|remittance|check) (?:was |has been |went )?(?:sent|out|made|advice|confirmation)
      prepay|deposit|pay in advance
      unblock|aging|statement of account`,
  },
  pricing_mismatch: {
    3: `(?:wrong|incorrect|different|higher|lower|old|outdated|bad|inflated) (?:unit |net |list |sales )?pric(?:e|es|ing)>
      pric(?:e|es|ing)>~ (?:wrong|incorrect|mismatch|discrepan|differ|dispute|too high|too low|higher than|lower than|not (?:right|correct|what|ours|match)|off by|out of line|error|varian|does(?:n.t| not) match|do(?:n.t| not) match|should (?:be|have been|read))
      (?:discrepan|mismatch|differen|error|mistake|varian)\\p{L}* ~(?:pric|unit cost)
      (?:contract(?:ed|ual)?|agreed|negotiated|quoted|special|agreement|framework) (?:unit |net )?pric
      pric(?:e|es|ing) (?:that )?(?:we |you |was |were )?(?:agreed|quoted|negotiated|per (?:the |our )?(?:contract|agreement|quote))
      over_?charg|under_?charg
      agreed (?:on|to|at|upon) [$€£]?\\d|(?:raised|increased|changed|upped) (?:the |your |our |its )?pric
      list price ~(?:used|applied|charged|instead)|should (?:be|have been) (?:on|at) ~pric
      (?:unit |line )?(?:price|cost)s? (?:discrepan|mismatch|differen|varian|error)
      (?:at|is|of|shows?|has|says|bill(?:ed)?|charged|invoiced|confirmed) ~\\d[.,]\\d\\d>~(?:we have|we show|we expect|our (?:system|agreement|contract|price|quote|po)|agreed|contract|quote|should be|instead|versus|vs>|not [$€£]?\\d)
      (?:invoice|confirmation|acknowledg\\p{L}+|bill|order) ~(?:higher|lower|more|less) than ~(?:quote|agreed|po>|contract|order|expected)
      (?:discount|price break)s? ~(?:missing|n't|not |forgot|left off|dropped)
      (?:charged|billed|invoiced|priced|quoted) ~(?:instead of|rather than|versus|vs\\.?>|but (?:our|the|we|your)|higher|more than)
      (?:price|quote) ~not (?:been )?(?:honou?r|appl)
      honou?r ~(?:price|quote|pricing)`,
    2: `(?:per|according to|on|in|from) (?:the|our|your) (?:\\p{L}+ )?price (?:list|file|book)|price (?:list|file|book) ~(?:wrong|old|not|shows|says|differ|instead)
      why (?:does|do|is|are) (?:it|this|they|the \\p{L}+) (?:read|say|show|cost|listed) (?:at )?[$€£]?\\d|\\d[.,]\\d\\d>~(?:vs|versus|instead of|and not|but) ~\\d[.,]\\d\\d>
      pric(?:e|ing) (?:agreement|increase|correction|adjustment|override|difference|query|question|issue|check|hold)
      (?:correct|fix|adjust|review|check|confirm|update) (?:the |our |your |this |these )?(?:unit )?pric
      (?:should be|should have been|expected|supposed to be|instead of) (?:usd |eur )?[$€£]? ?\\d
      (?:unit )?price (?:is|was|of|at|shows) ~[$€£]? ?\\d
      quoted ~\\d[.,]\\d\\d>|(?:order|invoice|confirmation|po) (?:says|shows|has) [$€£]?\\d+[.,]\\d\\d>
      per (?:our|the|your) (?:contract|quote|quotation|price list|agreement)
      \\d(?:[.,]\\d+)? ?(?:%|percent) ~(?:higher|lower|above|below|under|over|more|less|off)`,
    1: `pric(?:e|es|ing)>
      (?:new|revised|corrected) (?:invoice|confirmation)
      credit (?:note|memo)
      quote>`,
  },
  inventory_shortage: {
    3: `out_of_stock|stock_?outs?>|back_?order
      (?:not|isn.t|aren.t|no longer|insufficient|not enough|low|short|lack of|no) (?:in |enough |sufficient |any )?(?:stock|inventory)>
      (?:stock|inventory) (?:shortage|short|is short|shortfall|unavailable|not available|ran out)
      (?:ran|running|run) out of
      short(?:age|fall)? (?:of|on) (?:stock|inventory|supply|parts?|material|the|[A-Z0-9-]{4,})
      substitut(?:e|es|ion|ing) ~(?:item|part|product|offer|accept|available|for)
      (?:alternative|replacement|equivalent) (?:item|part|product|sku|material)
      only (?:have |has |got )?\\d+ ?(?:of \\d+ )?~(?:available|in stock|left|on hand)
      (?:0|zero|none|nothing|no units?) (?:available|in stock|on hand|left)
      (?:we|they|you) (?:are|'re|were) short (?:of |on |by )?\\d
      accept ~(?:another|other|different|alternative) (?:brand|size|item|model|make|color)
      (?:send|ship) (?:what you have|what is there|\\d+ now)
      available to promise|on allocation|discontinued`,
    2: `how many ~(?:do you have|in stock|available|on hand)
      (?:when|any idea when|eta) ~(?:back in stock|in stock|available|restock|replenish)
      partial(?:ly)? (?:ship|fill|deliver|availab)
      when (?:do|will) ~(?:expect|get|have) (?:more|them|it|stock)
      (?:cannot|can.t|unable to|could not) (?:fill|fulfil|supply)
      lead_?time ~(?:week|long|extend|extra)
      substitut(?:e|es|ion)>
      supplier ~(?:delay|short|late|cannot)`,
    1: `availab(?:le|ility)|in stock|inventory|shortage|substitute|on hand`,
  },
  contract_conflict: {
    3: `(?:contract|agreement|framework|blanket) ~(?:expired|has ended|ran out|lapsed|terminat|overlap|conflict|no longer valid|not (?:in force|valid))
      expired (?:contract|agreement)
      (?:conflicts? with|contrary to|violat\\p{L}*|breach\\p{L}*|not in line with|against) (?:the |our |your )?(?:\\p{L}+ )?(?:contract|agreement|terms)
      minimum order (?:quantity|value|amount|charge)?|\\bmoq>
      (?:payment|freight|delivery|shipping|credit) terms ~(?:wrong|differ|incorrect|should|not|instead|mismatch|contract|agree|net \\d)
      net ?\\d{2} ~(?:instead|not|but|rather|contract|agree)
      (?:contract|agreement|we agreed|should be|supposed) ~net ?\\d{2}
      (?:freight|shipping|delivery|fuel|small order) (?:charge|surcharge|cost|fee|allowance|prepaid|collect)s? ~(?:contract|agree|should|free|waive|not|included|why|wrong)
      (?:volume |annual |year-end |quarterly )?rebate
      exclusiv(?:ity|e (?:supplier|supply|agreement))
      which (?:one|contract|agreement|terms) (?:appl|is|are|governs?|prevails?)|(?:two|both) (?:agreements|contracts)`,
    2: `(?:pay|paying|charged?|billed) (?:for )?(?:the )?freight|ships? free|free (?:freight|shipping)|(?:freight|payment) terms|incoterms?|free freight|freight (?:prepaid|collect|allowed)
      (?:terms and conditions|general terms|t&cs?)>
      (?:our|the|your|supply|master|framework|blanket) (?:supply |master |blanket )?(?:contract|agreement) (?:says|states|provides|requires|allows|clause)
      surcharge`,
    1: `contract>|agreement>|clause|terms>`,
  },
  shipping_documents: {
    3: `(?:missing|need|send|without|no|incorrect|wrong|incomplete|provide|(?:not|n't|never) (?:get|got|receive|received|include|included|attach|attached)|require[ds]?|request|copy of|attach|waiting (?:for|on)|awaiting) ~(?:bills? of lading|\\bbol>|packing (?:list|slip)|commercial invoice|certificates? (?:of )?(?:origin|analysis|conformity|compliance)|\\bcoa>|\\bcofa>|\\bcofc>|\\bm?sds>|safety data sheet|dangerous goods|customs|export|shipping (?:docs?|documents?|papers?)|paperwork|eur\\.?1|atr>|pro_?forma)
      (?:bills? of lading|\\bbol>|packing (?:list|slip)|commercial invoice|certificates? of (?:origin|analysis|conformity)|\\bcoa>|\\bm?sds>|safety data sheet|shipping documents?|customs (?:paper|docu|declar)\\p{L}*) ~(?:missing|not|wrong|incorrect|incomplete|mismatch|differ|required|needed|does|expired|never)
      customs> ~(?:wants?|needs?|requires?|asks?|asking|holds?|held)>|eur\\.?1>
      (?:hs|tariff|commodity) code|country of origin
      (?:held|stuck|stopped) ~customs ~(?:document|paper|invoice|missing)
      dangerous goods declaration|hazmat (?:papers|documents?|declaration)`,
    2: `bills? of lading|packing (?:list|slip)|commercial invoice|certificate of (?:origin|analysis|conformity)|safety data sheet|shipping documents?|export (?:documents?|papers|declaration)`,
    1: `paperwork|customs|documents>|\\bsds>|\\bcoa>|\\bbol>`,
  },
  carrier_disruption: {
    3: `(?:shipment|delivery|truck|carrier|package|parcel|freight|container|trailer|load|driver|pallets?|order|po) ~(?:delayed|is late|running late|stuck|lost|gone missing|in limbo|stranded|exception|not moved|hasn.t moved|has not moved|rerouted|returned to sender)
      (?:delay(?:ed|s)?|late|overdue|missed|failed) (?:shipment|deliver(?:y|ies)|pick_?up|arrival|truck)
      where (?:is|are|s) (?:my|our|the|this) (?:order|shipment|delivery|package|parcel|pallets?|goods|po|truck)
      (?:has|have|did)(?:n.t| not|nt) (?:yet )?(?:arrived?|been delivered|shown? up|moved|been picked up)
      should have (?:been here|arrived|been delivered|shipped|come)|where (?:our|my|the|this) (?:order|shipment|delivery|package|goods|truck) (?:is|are)>
      not (?:yet )?(?:arrived|been picked up|delivered yet)|still (?:waiting (?:for|on)|has not|hasn.t|not) ~(?:deliver|shipment|arriv|truck|received)
      tracking ~(?:no (?:update|movement|scan)|not (?:updat|mov)|hasn.t|has not|stuck|exception)
      (?:nobody|no one|no driver|no truck) (?:came|showed|arrived|turned)|sitting (?:in|at) ~(?:for|since)|pick_?up ~(?:missed|no show|late)
      supposed to (?:be here|be there|arrive|have arrived|come in|be delivered)
      (?:weather|port|strike|road|breakdown|accident|traffic) ~(?:delay|congestion|closure|closed|stop)
      (?:fedex|ups|dhl|usps|carrier|freight line|forwarder) ~(?:delay|lost|late|exception|missed|problem|cannot|stopped)
      in transit (?:since|for)|stuck in (?:customs|transit)
      re_?rout(?:e|ed|ing)|expedite ~(?:ship|deliver|freight|order)?`,
    2: `(?:estimated|promised|expected|scheduled) (?:delivery|arrival|ship) ?(?:date)? ~(?:passed|past|missed|moved|changed|slipped)
      (?:eta|delivery date) ~(?:missed|changed|slipped|pushed|update|now)
      (?:was|were) (?:due|promised|supposed to (?:arrive|ship|be delivered)|expected|scheduled)
      (?:late|delayed)>|line ?down`,
    1: `tracking|shipment|carrier|delivery|in transit|eta>|urgent`,
  },
  duplicate_order: {
    3: `duplicat(?:e|ed|es|ion)
      (?:entered|ordered|sent|placed|submitted|booked|received|processed|shipped|invoiced|transmitted|keyed|confirmed) ~(?:twice|two times|in duplicate|double|by mistake)
      (?:twice|double) ~(?:order|po|entered|booked|sent)
      double[ -](?:order|entry|entered|booked|shipment|booking)
      same (?:po|purchase order|order|lines|items) ~(?:twice|again|two|already|under|also|as)
      two (?:orders?|confirmations?|acknowledg\\p{L}+) ~(?:same|identical|for (?:one|the same|our) )
      (?:already|previously) (?:ordered|placed|sent|entered|have) ~(?:same|this order|that order|under)
      identical (?:order|po|lines)`,
    2: `twice>|(?:re_?sent|sent again|transmitted again|resubmitted|retransmitted) ~(?:mistake|error|accident|edi)
      (?:cancel|delete|void|ignore|disregard) (?:one|the (?:second|other|later|extra)|either)
      only (?:need|want|meant|ordered) (?:it )?(?:one|once)`,
    1: `twice|double|again`,
  },
  fulfillment_rule: {
    3: `ship_complete|complete (?:shipment|delivery) only|(?:no|do not|don.t|never) (?:split|partial|substitut)\\p{L}*
      (?:delivery|receiving|dock|unloading) (?:window|appointment|hours|slot|schedule)|(?:book|schedule|need|requires?|make|without) (?:an |a )?(?:delivery |dock )?appointment
      routing guide|vendor (?:guide|compliance|manual)|compliance (?:fine|charge|fee)|charge_?back
      (?:label|labell?ing|barcode|pallet|packaging|packing) ~(?:requirement|spec|instruction|standard|guideline|incorrect|wrong|must|height|format)
      (?:without|no|missing) ~labels?>|(?:dock|receiving|warehouse) (?:is |hours|closes|only )|(?:call|book|notify) (?:us )?ahead
      gs1|ucc_?128|sscc|asn (?:missing|late|required)
      (?:minimum |remaining |residual )?shelf_?life|(?:single|one|same|specific|lot) (?:lot|batch|control|number) (?:only|per|rule|require)?
      (?:po|purchase order|reference) number ~(?:required|mandatory|missing|must)|(?:missing|no|without (?:a|our|the)?) (?:po|reference) number
      (?:must|has to|have to|need to|needs to) (?:be )?(?:ship(?:ped)?|deliver(?:ed)?|arrive) ~(?:complete|together|between|before|only|via|with|by)`,
    2: `lift_?gate|delivery instructions|special instructions|preferred carrier|our carrier account|third[ -]party billing|ship via
      (?:violates?|against|per|according to) (?:our|the) ~(?:guide|requirement|instruction|rule|polic)`,
    1: `appointment|label|pallet|instructions|requirement`,
  },
  proof_of_delivery: {
    3: `proof of delivery|\\bpod>|delivery (?:receipt|confirmation|signature|proof)|signed (?:delivery|receipt|by|for|bol)
      (?:never|not|didn.t|did not|haven.t|have not) (?:been )?(?:receiv|arriv)\\p{L}* ~(?:although|but|even though|shows?|marked|says|invoice|carrier|tracking)
      (?:shows?|marked|says|listed|reported) (?:as )?delivered
      (?:received|got|delivered|counted) (?:only|just) |only (?:received|got|counted)
      (?:boxes|cartons|cases|pieces|units|items|pallets?) ~(?:is|are|was|were) missing
      (?:received|delivered|arrived|shipped|came|missing|were|was) ~(?:short|damaged|broken|crushed|wet|dented|leaking|incomplete)
      short[ -](?:ship(?:ped|ment)|deliver(?:y|ed)|receiv)|missing \\d+|(?:came|arrived|delivered|received|was|were) short (?:by )?\\d*
      (?:missing|lost|lacking) (?:from )?(?:\\d+ )?(?:boxes|cartons|cases|pieces|units|items|pallets?|goods|from (?:the|our|this) (?:delivery|shipment|pallet|order))
      damag(?:e|ed|es) (?:goods|in transit|on arrival|freight|pallet|boxes|cartons|shipment|delivery|items|product|claim)
      (?:refused|rejected) (?:the |this |our |at )?(?:delivery|shipment|goods|pallet|load|dock|receiving)
      (?:wrong|incorrect|different) (?:address|location|dock|site|warehouse|store) ~?(?:deliver|drop|left)?|(?:delivered|dropped|left) (?:to|at) (?:the )?wrong
      (?:freight|carrier|damage|shortage|loss) claim|file (?:a|the) claim|osd|os&d`,
    2: `(?:did|have) (?:not|n.t) (?:receive|get) ~(?:goods|order|shipment|delivery|boxes|pallets?|items)|never received|not received
      (?:photos?|pictures?) (?:of|attached) ~damage|damaged|broken
      never (?:showed up|came|turned up)|who signed|(?:is|are|was|were) missing`,
    1: `signature|received|claim>|missing`,
  },
  order_change: {
    3: `(?:change|amend|modify|revise|adjust|alter|update|correct) (?:to |the |our |this |my |your |following )*(?:order|po|purchase order|quantit(?:y|ies)|qty|ship[ -]?to|ship date|delivery (?:date|address)|shipping address|address|line \\d|required date|date)
      (?:cancel|cancell?ation|void|withdraw) ~(?:order|po|purchase order|line|item|so>|it|remaining|balance)
      (?:order|po|line|quantity|date) (?:change|amendment|cancell?ation|revision|update)
      (?:increase|reduce|decrease|lower|raise|double|cut) ~(?:quantit|qty|order|to \\d|by \\d|from \\d)
      add ~(?:to (?:the|our|this|my|po|order|so)|line|more (?:of|units|pieces))
      (?:push|move|bring|pull) (?:out|back|forward|in|up)? ?~(?:ship|deliver|date|order|week)
      (?:postpone|reschedule|defer|delay) (?:the |our |this |delivery |shipment )
      (?:ship|deliver|send) (?:it |them |this |the order |everything )?(?:to|by|on|via) ~instead
      instead of \\d+ ~(?:we|please|need|send|ship|want)
      (?:no longer|don.t|do not) (?:need|want|require) ~(?:order|item|line|product|these|them|it|any)
      (?:order|po|quantity|qty|date|address|line) ~(?:needs?|has|have|must|should|will) (?:to )?be (?:changed|updated|corrected|amended|cancel\\p{L}+|moved|increased|reduced)
      (?:a|one|two|three|\\d+) (?:days?|weeks?) (?:earlier|later|sooner)
      revised (?:po|purchase order|order)|change (?:order|request)`,
    2: `(?:can|could) (?:we|you|i) (?:still )?(?:change|add|cancel|remove|swap|reduce|increase|move)
      (?:we|i) (?:need|want|would like|.d like) to (?:change|add|cancel|remove|swap|reduce|increase|postpone)
      remove (?:line|item)|swap`,
    1: `cancel|change|instead|revise|postpone`,
  },
};
