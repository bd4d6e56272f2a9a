import type { Evidence } from './types.ts';

export const en: Evidence = {
  credit_hold: {
    3: `credit_?(?:hold|block|stop|freeze|lock)
      (?:on|under|in) (?:a )?credit (?:hold|review|check)
      (?:over|above|exceed(?:s|ed|ing)?|past|beyond|at|reached|hit) ~credit (?:limit|line)
      credit (?:limit|line) ~(?:exceed|reached|exhaust|maxed|full|raise|increase|extend|too low|used up)
      (?:account|we|us|customer) ~(?:is|are|was|were|been|put|placed|still) (?:still |now )?on (?:credit |account )?(?:hold|stop)
      (?:blocked|held|stopped|frozen) (?:by|for|in|due to|because of) (?:your |our |the )?(?:credit|finance|accounting|accounts receivable|a/r|ar>)
      releas~(?:credit|hold)>
      hold ~(?:overdue|past due|unpaid|credit)`,
    2: `(?:on|off) hold>
      (?:order|po|shipment|account|it)>~ (?:is|are|was|been|being|still) (?:held|blocked|frozen)
      (?:put|placed|placing) ~hold>
      past_?due
      overdue (?:invoice|balance|amount|account|payment)
      credit (?:limit|line|check|department|dept|team|manager|approval|release|application|terms|exposure|issue|problem)
      releas(?:e|ed|ing) (?:the |our |this |my |their )?(?:order|po|so)>
      (?:remove|lift|clear) (?:the )?(?:hold|block)`,
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
      (?:charged|billed|invoiced|priced|quoted) ~(?:instead of|rather than|versus|vs\\.?>|but (?:our|the|we|your)|higher|more than)
      (?:price|quote) ~not (?:been )?(?:honou?r|appl)
      honou?r ~(?:price|quote|pricing)`,
    2: `pric(?:e|ing) (?:list|file|book|agreement|increase|correction|adjustment|override|difference|query|question|issue|check|hold)
      (?:correct|fix|adjust|review|check|confirm|update) (?:the |our |your |this |these )?(?:unit )?pric
      (?:discount|rebate|price break|quantity break) ~(?:missing|not (?:been )?(?:applied|given|shown|taken)|forgot)
      (?:should be|should have been|expected|supposed to be|instead of) (?:usd |eur )?[$€£]? ?\\d
      (?:unit )?price (?:is|was|of|at|shows) ~[$€£]? ?\\d
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
      available to promise|on allocation|discontinued`,
    2: `(?:when|any idea when|eta) ~(?:back in stock|in stock|available|restock|replenish)
      partial(?:ly)? (?:ship|fill|deliver|availab)
      (?:cannot|can.t|unable to|could not) (?:fill|fulfil|supply)
      lead_?time ~(?:week|long|extend|extra)
      (?:only|just) \\d+ ~(?:available|in stock|on hand|left)
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
      which (?:contract|agreement|terms) (?:appl|is|are)`,
    2: `(?:freight|payment) terms|incoterms?|free freight|freight (?:prepaid|collect|allowed)
      (?:terms and conditions|general terms|t&cs?)>
      (?:our|the|your|supply|master|framework|blanket) (?:supply |master |blanket )?(?:contract|agreement) (?:says|states|provides|requires|allows|clause)
      surcharge`,
    1: `contract>|agreement>|clause|terms>`,
  },
  shipping_documents: {
    3: `(?:missing|need|send|without|no|incorrect|wrong|incomplete|provide|require[ds]?|request|copy of|attach|waiting (?:for|on)|awaiting) ~(?:bills? of lading|\\bbol>|packing (?:list|slip)|commercial invoice|certificates? (?:of )?(?:origin|analysis|conformity|compliance)|\\bcoa>|\\bcofa>|\\bcofc>|\\bm?sds>|safety data sheet|dangerous goods|customs|export|shipping (?:docs?|documents?|papers?)|paperwork|eur\\.?1|atr>|pro_?forma)
      (?:bills? of lading|\\bbol>|packing (?:list|slip)|commercial invoice|certificates? of (?:origin|analysis|conformity)|\\bcoa>|\\bm?sds>|safety data sheet|shipping documents?|customs (?:paper|docu|declar)\\p{L}*) ~(?:missing|not|wrong|incorrect|incomplete|mismatch|differ|required|needed|does|expired|never)
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
      not (?:yet )?(?:arrived|been picked up|delivered yet)|still (?:waiting (?:for|on)|has not|hasn.t|not) ~(?:deliver|shipment|arriv|truck|received)
      tracking ~(?:no (?:update|movement|scan)|not (?:updat|mov)|hasn.t|has not|stuck|shows|exception|says)
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
    2: `(?:re_?sent|sent again|resubmitted|retransmitted) ~(?:mistake|error|accident|edi)
      (?:cancel|delete|void|ignore|disregard) (?:one|the (?:second|other|later|extra)|either)
      only (?:need|want|meant|ordered) (?:it )?(?:one|once)`,
    1: `twice|double|again`,
  },
  fulfillment_rule: {
    3: `ship_complete|complete (?:shipment|delivery) only|(?:no|do not|don.t|never) (?:split|partial|substitut)\\p{L}*
      (?:delivery|receiving|dock|unloading) (?:window|appointment|hours|slot|schedule)|(?:book|schedule|need|requires?|make|without) (?:an |a )?(?:delivery |dock )?appointment
      routing guide|vendor (?:guide|compliance|manual)|compliance (?:fine|charge|fee)|charge_?back
      (?:label|labell?ing|barcode|pallet|packaging|packing) ~(?:requirement|spec|instruction|standard|guideline|incorrect|wrong|must|height|format)
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
      (?:received|delivered|arrived|shipped|came|missing|were|was) ~(?:short|damaged|broken|crushed|wet|dented|leaking|incomplete)
      short[ -](?:ship(?:ped|ment)|deliver(?:y|ed)|receiv)|(?:short|missing) (?:by )?\\d+
      (?:missing|lost|lacking) (?:from )?(?:\\d+ )?(?:boxes|cartons|cases|pieces|units|items|pallets?|goods|from (?:the|our|this) (?:delivery|shipment|pallet|order))
      damag(?:e|ed|es) (?:goods|in transit|on arrival|freight|pallet|boxes|cartons|shipment|delivery|items|product|claim)
      (?:refused|rejected) (?:the |this |our |at )?(?:delivery|shipment|goods|pallet|load|dock|receiving)
      (?:wrong|incorrect|different) (?:address|location|dock|site|warehouse|store) ~?(?:deliver|drop|left)?|(?:delivered|dropped|left) (?:to|at) (?:the )?wrong
      (?:freight|carrier|damage|shortage|loss) claim|file (?:a|the) claim|osd|os&d`,
    2: `(?:did|have) (?:not|n.t) (?:receive|get) ~(?:goods|order|shipment|delivery|boxes|pallets?|items)|never received|not received
      (?:photos?|pictures?) (?:of|attached) ~damage|damaged|broken
      who signed`,
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
      revised (?:po|purchase order|order)|change (?:order|request)`,
    2: `(?:can|could) (?:we|you|i) (?:still )?(?:change|add|cancel|remove|swap|reduce|increase|move)
      (?:we|i) (?:need|want|would like|.d like) to (?:change|add|cancel|remove|swap|reduce|increase|postpone)
      remove (?:line|item)|swap`,
    1: `cancel|change|instead|revise|postpone`,
  },
};
