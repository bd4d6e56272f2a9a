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
      (?:finance|accounting|accounts receivable|a/r|ar|credit|billing)>~(?:on hold|hold>|holding|stopped|blocked|blocks|froze)
      over (?:their|our|the|his|its|your) (?:credit )?(?:line|limit)>
      (?:unblock|unlock|unfreeze|reactivate|release) (?:our |the |their |this |my )?account
      account ~(?:exceed|over (?:its |the )?limit)`,
    2: `(?:on|off) hold>
      (?:order|po|shipment|account|it)>~ (?:is|are|was|been|being|still) (?:held|blocked|frozen)
      (?:put|placed|placing) ~hold>
      past_?due
      overdue (?:invoice|balance|amount|account|payment)
      credit (?:line|check|department|dept|team|manager|approval|release|terms|exposure|issue|problem)
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
    3: `out_of_stock|stock_?outs?>|back_?order|sold out|restock
      (?:not|isn.t|aren.t|no longer|insufficient|not enough|low|short|lack of|no) (?:in |enough |sufficient |any )?(?:stock|inventory)>
      (?:stock|inventory) (?:shortage|short|is short|shortfall|unavailable|not available|ran out|(?:has |have )?run out|is (?:gone|depleted|all gone)|problem|issue|discrepancy)
      (?:ran|running|run) (?:out of|dry)|(?:have|has|got|is there) enough ~(?:fill|cover|ship|stock)
      short(?:age|fall)? (?:of|on) (?:stock|inventory|supply|parts?|material)|(?:parts?|material|supply|product) shortage
      (?<!no |accept |without |any )substitut(?:e|es|ion|ing) ~(?:item|part|product|offer|accept|available|for)
      (?:alternative|replacement|equivalent|alternate) (?:item|part|product|sku|material|brand|model)
      only (?:have |has |got )?\\d+ ?(?:of \\d+ )?~(?:available|in stock|left|on hand)
      (?:0|zero|none|nothing|no units?|no more) (?:available|in stock|on hand|left)
      (?:we|they|you|warehouse|store) (?:are|is|'re|will be) short>
      (?:we|they|you) were short (?:of |on |by )?\\d|(?:come|comes|came|coming|fall|falls) up short|(?:come|fall)s? short|\\batp>
      (?:can(?:not|'t)|unable to|not able to|won't be able to|could not|couldn't) ~(?:ship|fill|deliver)>~(?:complete|in full)
      (?:fill|fulfil|fulfill|ship|supply|cover|deliver|pick|allocate) (?:only )?\\d+ (?:of|out of) (?:the )?\\d+
      accept ~(?:another|other|different|alternative) (?:brand|size|item|model|make|color)
      (?:send|ship) (?:us )?(?:what (?:you|we|they) (?:have|got)|what is there|what's there|\\d+ now|the \\d+ (?:you|we) have)
      available to promise|on allocation|discontinued|(?:next|inbound|incoming) (?:receipt|replenishment|container) ~(?:late|short|not|until|delay|slipp)`,
    2: `back in stock|(?:you|we|they) (?:do not|don't|did not|didn't) have (?:all|any|enough|the)>|(?:anything|something|one) (?:comparable|similar|equivalent|else)>
      how many ~(?:do you have|in stock|available|on hand)
      (?:when|any idea when|eta) ~(?:back in stock|in stock|available|replenish)
      partial(?:ly)? (?:ship|fill|deliver|availab)
      when (?:do|will|can) ~(?:expect|get|have) (?:more|them|it|stock|the (?:rest|balance|remainder|other))
      (?:cannot|can.t|unable to|could not) (?:fill|fulfil|supply)
      lead_?time ~(?:week|long|extend|extra)
      (?<!no |accept |without |any )substitut(?:e|es|ion)>|short (?:of|on) \\p{L}{2,}-?\\d|(?:rest|balance|remainder) ~(?:when it comes in|to follow|is available|arrives)
      (?:supplier|vendor|manufacturer|factory|mill) ~(?:delay|short|late|cannot|pushed|moved|slipp|behind)`,
    1: `availab(?:le|ility)|in stock|inventory|shortage|substitute|on hand`,
  },
  contract_conflict: {
    3: `(?:contract|agreement|framework|blanket) ~(?:expired|expires|has ended|ended (?:on|in|last)|ran out|lapsed|terminat|overlap|conflict|no longer valid|not (?:in force|valid)|not (?:been )?renewed)
      expired (?:contract|agreement|terms)
      (?:conflicts? with|contrary to|violat\\p{L}*|breach\\p{L}*|not in line with|against) (?:the |our |your )?(?:\\p{L}+ )?(?:contract|agreement|terms)
      minimum order (?:quantity|value|amount|charge)?|\\bmoq>|order minimum|(?:small|minimum)_order (?:fee|charge|surcharge)|(?:below|under|meet|reach) (?:the |your |our |their )?minimum>|[$€£]_?\\d[\\d.,]* minimum>
      (?:payment|freight|delivery|shipping|credit) terms ~(?:wrong|differ|incorrect|should|not|instead|mismatch|contract|agree|net \\d)
      net_?\\d{2} ~(?:instead|not|but|rather|contract|agree)
      (?:contract|agreement|we agreed|should be|supposed) ~net_?\\d{2}
      (?:freight|shipping|delivery|fuel|small order) (?:charge|surcharge|cost|fee|allowance|prepaid|collect)s? ~(?:contract|agree|should|free|waive|not|included|why|wrong)
      (?:prepaid|free|collect) (?:freight|shipping|delivery) ~(?:contract|agree|above|over|from|on orders|terms)|freight ~(?:supposed to be|should be|should have been) (?:prepaid|free|included|collect|waived)
      (?:volume |annual |year-end |quarterly )?rebate|(?:early|prompt) payment discount|volume (?:commitment|discount)
      exclusiv(?:ity|e (?:to|supplier|supply|agreement|right|distribut))
      incoterms? ~(?:wrong|should|instead|not|differ|agree)|(?:exw|dap|ddp|fob|fca|cif|cpt)>~(?:instead of|not|but|rather than|agreed)>|agreed (?:on |to )?(?:exw|dap|ddp|fob|fca|cif|cpt)>
      which (?:one|contract|agreement|terms) (?:appl|is|are|governs?|prevails?)|(?:two|both) (?:agreements|contracts)`,
    2: `(?:pay|paying|charged?|billed) (?:us )?(?:for )?(?:the )?freight|ships? free|free (?:freight|shipping)|freight (?:prepaid|collect|allowed)
      (?:terms and conditions|general terms|t&cs?)>|(?:not|isn't|nowhere) (?:in|part of|under) (?:our|the|your) (?:contract|agreement|terms)
      (?:our|the|your|supply|master|framework|blanket) (?:supply |master |blanket )?(?:contract|agreement) (?:says|states|provides|requires|allows|clause)
      surcharge`,
    1: `contract>|agreement>|clause|(?:payment |freight )?terms>|incoterms?`,
  },
  shipping_documents: {
    3: `(?:missing|need|needs|send|without|no|incorrect|wrong|incomplete|provide|email|(?:not|n't|never) (?:get|got|receive|received|include|included|attach|attached|have|show)|require[ds]?|request|copy of|attach|waiting (?:for|on)|awaiting|asks? for|asking for|missed|forgot) ~(?:bills? of lading|\\bbol>|packing (?:list|slip)|delivery note|commercial invoice|certificates? (?:of )?(?:origin|analysis|conformity|compliance|sterility)|\\bcoa>|\\bcofa>|\\bcofc>|\\bm?sds>|safety data sheet|dangerous goods|customs|export|shipping (?:docs?|documents?|papers?)|paperwork|eur\\.?1|atr>|pro_?forma|(?:mill|material|test|lot|batch) (?:test )?cert\\p{L}*|declaration of conformity|phytosanitary|import permit)
      (?:bills? of lading|\\bbol>|packing (?:list|slip)|delivery note|commercial invoice|certificates? of (?:origin|analysis|conformity)|\\bcoa>|\\bm?sds>|safety data sheet|(?:mill|material|test) cert\\p{L}*|shipping documents?|customs (?:paper|docu|declar)\\p{L}*) ~(?:missing|not|wrong|incorrect|incomplete|mismatch|differ|required|needed|does|expired|never|outdated|shows?|says)
      (?:customs|broker|forwarder|border)>~(?:wants?|needs?|requires?|asks?|asking|holds?|held|missing)>|eur\\.?1>|(?:cannot|can't|could not|won't|will not|not) (?:be )?clear(?:ed)?>
      (?:hs|tariff|commodity) codes?|country of origin
      (?:held|stuck|stopped) ~customs ~(?:document|paper|invoice|missing)
      dangerous goods (?:declaration|note|form)|hazmat (?:papers|documents?|declaration)|un numbers?>|(?:send|resend|need|missing|without|provide) ~certificates? for>`,
    2: `bills? of lading|commercial invoice|certificate of (?:origin|analysis|conformity)|safety data sheet|shipping documents?|export (?:documents?|papers|declaration)|customs clearance|(?:stuck|held|stopped) (?:at|in|by) (?:the )?(?:border|customs)`,
    1: `packing (?:list|slip)|delivery note|paperwork|customs|documents>|\\bsds>|\\bcoa>|\\bbol>`,
  },
  carrier_disruption: {
    3: `(?:shipment|delivery|truck|carrier|package|parcel|freight|container|trailer|load|driver|pallets?|order|po|goods) ~(?:delayed|is late|running late|(?:\\d+|two|three|several) (?:hours|days|weeks) late|stuck|lost|gone missing|in limbo|stranded|exception|not moved|hasn.t moved|has not moved|rerouted|returned to sender|broke down|sitting (?:in|at))
      (?:delay(?:ed|s)?|late|overdue|missed|failed) (?:shipment|deliver(?:y|ies)|pick_?up|arrival|truck)|(?:days?|week) (?:late|overdue|behind)
      where (?:is|are|s|'s) (?:my|our|the|this) (?:order|shipment|delivery|package|parcel|pallets?|goods|po|truck)
      (?:has|have|did)(?:n.t| not|nt) (?:yet )?(?:arrived?|been delivered|shown? up|moved|been picked up|come (?:in|yet))
      nothing (?:has )?(?:arrived|come in|come yet|shown up|showed up|been delivered)|no sign of (?:the|our|it|them|this)|(?:still )?not here(?: yet)?>
      should have (?:been here|arrived|been delivered|shipped|come)|where (?:our|my|the|this) (?:order|shipment|delivery|package|goods|truck) (?:is|are)>
      not (?:yet )?(?:arrived|been picked up|delivered yet)|still (?:waiting (?:for|on)|has not|hasn.t|not) ~(?:deliver|shipment|arriv|truck|received)
      tracking ~(?:no (?:update|movement|scan)|not (?:updat|mov)|hasn.t|has not|stuck|exception)
      (?:nobody|no one|no driver|no truck) (?:came|showed|arrived|turned)|sitting (?:in|at) ~(?:for|since|terminal|hub|depot|yard|port|dock)|pick_?up ~(?:missed|no show|late)|(?:driver|truck|carrier) (?:never|did not|didn.t) (?:show|come|arrive|pick)
      supposed to (?:deliver|be here|be there|arrive|have arrived|come in|be delivered)
      (?:weather|port|strike|road|breakdown|accident|traffic|snow|storm|hurricane|flood) ~(?:delay|congestion|closure|closed|stop|held)
      (?:fedex|ups|dhl|usps|carrier|trucker|freight line|forwarder|shipping line)>~(?:delay|lost|late>|exception|missed|problem|cannot|stopped|cancel|rolled|moved the|pushed)
      still no (?:truck|delivery|shipment|driver|tracking|update|package|parcel|goods|pallets?|sign)>
      in transit (?:since|for)|stuck in (?:customs|transit)|behind schedule
      (?:truck|trailer|driver|carrier|load) ~(?:accident|breakdown|snow|storm|strike>)|expected (?:it|this|these|them|that) (?:yesterday|last|on|this)
      re_?rout(?:e|ed|ing)|(?:another|different|new) (?:carrier|trucker|freight line)|expedit(?:e|ed|ing)>`,
    2: `(?:estimated|promised?|expected|scheduled) (?:delivery|arrival|ship)? ?(?:date)? ~(?:passed|past|missed|moved|changed|slipped|was)
      (?:eta|delivery date) ~(?:missed|changed|slipped|pushed|update|now)|(?:any|new|updated|an|the) eta>
      (?:was|were) (?:due|promised|supposed to (?:arrive|ship|be delivered)|expected|scheduled)
      when will (?:it|they|this|that|these|the \\p{L}+|our \\p{L}+) (?:deliver|arrive|get here|be here|be delivered|come|ship)
      where (?:is|are) (?:my|our|their|these|those|the) \\p{L}+\\?|delivery attempted|attempted delivery|get (?:it|this|them|that) moving|where (?:this|it|that) is>|(?:had|been|sitting|stuck) ~since (?:the \\d|mon|tues|wed|thurs|fri|sat|sun|last)
      nothing (?:is )?(?:at|on) (?:the|our) (?:dock|site|warehouse)|still waiting
      (?:late|delayed)>|line ?(?:is )?down`,
    1: `tracking|shipment|carrier|delivery|in transit|eta>|urgent`,
  },
  duplicate_order: {
    3: `duplicat(?:e|ed|es|ion)|dupes?>
      (?:entered|ordered|sent|placed|submitted|booked|received|processed|shipped|invoiced|transmitted|keyed|confirmed) ~(?:twice|two times|in duplicate|double|by mistake)
      (?:twice|double) ~(?:order|po|entered|booked|sent)
      double[ -](?:order|entry|entered|booked|shipment|booking)
      same (?:po|purchase order|order|lines|items) ~(?:twice|again|two|already|under|also|as)
      (?:two|2|both|second) ~(?:confirmations?|acknowledg\\p{L}+|orders?|order numbers?|sales orders?) ~(?:same|identical|for (?:one|the same|our|this) |on one)
      (?:under|against|for|on) (?:one|the same|a single) (?:po|purchase order)
      (?:already|previously) (?:ordered|placed|sent|entered|have|in your system|on order) ~(?:same|this order|that order|under|as)
      (?:do not|don.t|should not|not to) ~(?:process|enter|book|ship|fill) ~(?:again|twice|both|a second time)
      one of (?:them|these|those|the two|the orders) (?:is|was) (?:enough|wrong|redundant|a mistake|an error|extra|too many)
      are (?:these|those|they) (?:two |both |orders )*(?:the same|identical)|both ~(?:on|for|under|against) (?:our |the |one )(?:same )?(?:po>|purchase order)|(?:enter|book|process|ship|need|want|deliver) (?:it |this |them |that |only )*once>|already (?:have|has|got) (?:an?|the|this|that) (?:open )?(?:order|po)>
      identical (?:order|po|lines)|(?:repeat|copy|re_?send) of (?:the |our |an? )?(?:order|po|so>|earlier)`,
    2: `twice>|two times|again (?:by|via) (?:web|edi|fax|e-?mail|phone|portal)|(?:re_?sent|sent again|transmitted again|resubmitted|retransmitted|re_transmitted) ~(?:mistake|error|accident|edi|po|850|order|last|again)?
      (?:cancel|delete|void|ignore|disregard) (?:one|the (?:second|other|later|extra)|either)
      (?:two|2) (?:order )?(?:confirmations|acknowledg\\p{L}+|order numbers|sales orders)|for one (?:po|order)>
      (?:both )?(?:by|via|through|over) (?:the )?(?:web|edi|portal|phone|fax|e-?mail) and (?:then |also |again )*(?:by|via|through|over) (?:the )?(?:web|edi|portal|phone|fax|e-?mail)
      only (?:need|want|meant|ordered) (?:it )?(?:one|once)`,
    1: `twice|double|again|by mistake`,
  },
  fulfillment_rule: {
    3: `(?<!cannot |can't |unable to |not )ship_complete|complete (?:shipments?|deliver(?:y|ies)|orders?) only|(?:no|do not|don.t|never|not accept|without) (?:split|partial|substitut)\\p{L}*|(?:not|n't|cannot|never) (?:accept|take|allow|want) (?:any )?(?:substitut|partial|split|back_?order)\\p{L}*|one complete (?:shipment|delivery)
      (?:delivery|receiving|dock|unloading) (?:window|appointment|hours|slot|schedule)>|(?:book|schedule|need|needs|requires?|make|without) (?:an |a )?(?:delivery |dock )?appointment
      routing (?:guide|instructions)|vendor (?:guide|compliance|manual)|compliance (?:fine|charge|fee)|charge_?back
      (?:labels?|labell?ing|barcodes?|pallets?|packaging|packing) ~(?:requirement|spec|instruction|standard|guideline|incorrect|wrong|must|height|format)
      (?:max(?:imum)?|over) ~pallet|pallets? ~(?:too (?:high|tall|heavy)|double_stack|higher than|taller than|exceed|stacked)|gma pallets?|ispm_?15
      (?:without|no|missing) ~labels?>|re_?label|(?:dock|receiving|warehouse) (?:hours|closes|is (?:only )?(?:open|closed)|only )|(?:call|book|notify|phone) (?:us )?(?:ahead|before (?:delivery|arrival))
      (?:only|don.t|do not|never|no longer) (?:accepts?|takes?|receives?) ~(?:deliver|shipment|freight|trucks?|pallets?)|no deliveries (?:on|after|before|between)
      deliveries ~(?:only|between|before|until) (?:mon|tue|wed|thu|fri|weekday|noon|\\d)|driver (?:has to|must|needs to|should) (?:call|have|bring|wear|check in)|call (?:an|one|two|\\d+) hours? (?:before|ahead)
      (?:all|every|each) (?:cartons?|cases|boxes|pallets?|box|case) (?:needs?|must|has to|have to|should)|(?:do not|don't|never) ship ~(?:in pieces|separately|incomplete)|in one (?:shipment|delivery|truck)
      less than \\d+ (?:months|days|weeks) ~(?:expir|shelf|left|remaining)|\\d+ (?:months|days) (?:to expiry|remaining|before expir)
      gs1|ucc_?128|sscc|asn>~(?:missing|late|required|before|must)
      (?:minimum |remaining |residual )?shelf_?life|(?:single|one|same|specific|lot) (?:lot|batch|control|number) (?:only|per|rule|require)?
      (?:po|purchase order|reference) number ~(?:required|mandatory|missing|must)|(?:missing|no|without)(?: a| our| the)? (?:valid |customer )?(?:po|purchase order|reference) number|(?:requires?|needs?) (?:a )?(?:valid )?(?:po|purchase order|reference) number
      (?:must|has to|have to|need to|needs to) (?:be )?(?:ship(?:ped)?|deliver(?:ed)?|arrive) ~(?:complete|together|between|before|only|via|with|by)`,
    2: `all at once|will be (?:rejected|refused|turned away|sent back)|lift_?gate|tail_?(?:gate|lift)|delivery instructions|special instructions|preferred carrier|our carrier account|third[ -]party billing|ship via|use (?:only )?our (?:carrier|freight account|account)
      (?:violates?|against|per|according to) (?:our|the) ~(?:guide|requirement|instruction|rule|polic)|expir(?:y|ation) dates? ~(?:at least|must|minimum|months)`,
    1: `appointment|label|pallet|instructions|requirement`,
  },
  proof_of_delivery: {
    3: `proof of delivery|\\bpods?>|(?:need|send|request|provide|missing|signed) ~delivery confirmation|delivery (?:receipt|signature|proof)|signed (?:delivery|receipt|bol|copy|paperwork)|who signed|not (?:our|my) signature|(?:nobody|no one) (?:here |on our side )?signed
      (?:never|not|didn.t|did not|haven.t|have not) (?:been )?(?:receiv|arriv)\\p{L}* ~(?:although|but|even though|shows?|marked|says|invoice|carrier|tracking)
      (?:shows?|marked|says|listed|reported|claims?) (?:it |this |they |them |as |was |were |it's |it was |that it was )*delivered
      (?:received|got|delivered|counted) (?:only|just) |only (?:received|got|counted)
      received \\d+ ~(?:of \\d|instead of|but|says|should|ordered|invoiced|not \\d)
      (?:only|just) \\d+ (?:of|out of) (?:the )?\\d+ ~(?:delivered|arrived|received|came|dropped)
      \\d+ (?:\\p{L}+ )?(?:are|is|were|was) (?:missing|short|damaged|broken|crushed)|short on (?:po|order|so)>
      (?:boxes|cartons|cases|pieces|units|items|pallets?) ~(?:is|are|was|were) missing
      (?:received|delivered|arrived|shipped|came|missing|were|was) ~(?:short|damaged|broken|crushed|wet|dented|leaking|incomplete|torn|cracked|bent|smashed|soaked|rusted|opened|open|ripped|scratched)>
      short[ -](?:ship(?:ped|ment)|deliver(?:y|ed)|receiv)|missing \\d+|(?:came|arrived|delivered|received|was|were) short (?:by )?\\d*
      (?:missing|lost|lacking) (?:from )?(?:\\d+ )?(?:boxes|cartons|cases|pieces|units|items|pallets?|goods|from (?:the|our|this) (?:delivery|shipment|pallet|order))
      damag(?:e|ed|es) (?:goods|in transit|on arrival|freight|pallet|boxes|cartons|shipment|delivery|items|product|claim)
      turned ~away|(?:refused|rejected|turned away) (?:the |this |our |at )?(?:delivery|shipment|goods|pallets?|load|dock|receiving)
      (?:wrong|incorrect) (?:address|location|dock|site|warehouse|store|building|door)|(?:delivered|dropped|left|deliver) ~(?:to|at) (?:the |a )?(?:wrong|neighbou?r|another (?:company|address|building))|(?:received|got|sent|shipped|delivered) (?:us )?(?:the )?wrong (?:item|product|part|size|goods|material)
      prove (?:the )?delivery|count (?:is|was) ~(?:off|short|wrong)|(?:ups|fedex|driver|carrier|dhl) (?:left|dropped) (?:it|them|our|the)|(?:have|had|has|with) (?:broken|cracked|bent|damaged|dented)|\\d+ of (?:the |our )?\\d+ ~(?:broken|damaged|cracked|bent|dented|crushed|missing)
      (?:freight|carrier|damage|shortage|loss) claim|file (?:a|the) claim|osd>|os&d`,
    2: `(?:did|have) (?:not|n.t) (?:receive|get) ~(?:goods|order|shipment|delivery|boxes|pallets?|items)|never (?:received|got)|not received|no record of (?:receiving|it|this|the delivery)
      (?:photos?|pictures?) (?:of|attached) ~damage|damaged|broken
      never (?:showed up|came|turned up)|(?:is|are|was|were) missing|short \\d+ \\p{L}+`,
    1: `signature|received|claim>|missing|signed for`,
  },
  order_change: {
    3: `(?:change|amend|modify|revise|adjust|alter|update|correct) (?:to |the |our |this |my |your |following )*(?:order|po|purchase order|quantit(?:y|ies)|qty|ship[ -]?to|ship date|delivery (?:date|address)|shipping address|address|line \\d|required date|date|ship_?via)
      (?:cancel|cancell?ation|void|withdraw|scrap|call off) ~(?:order|po|purchase order|line|item|so>|it|remaining|balance)
      (?:order|po|line|quantity|date) (?:change|amendment|cancell?ation|revision|update)
      (?:increase|reduce|decrease|lower|raise|double|cut|bump) ~(?:quantit|qty|order|to \\d|by \\d|from \\d|line|up to)
      add ~(?:to (?:the|our|this|my|po|order|so)|line|more (?:of|units|pieces))|add (?:another |an additional )\\d+
      (?:drop|take|remove|strike|delete|leave) ~(?:from|off|out of) (?:the|our|this|my) (?:order|po)
      (?:push|move|bring|pull) (?:out|back|forward|in|up)? ?~(?:ship|deliver|date|order|week|up (?:to|by)|out (?:to|by)|to (?:january|february|march|april|may|june|july|august|september|october|november|december))
      (?:postpone|reschedule|defer|delay) (?:the |our |this |delivery |shipment )|hold (?:off )?(?:on )?(?:shipping|delivery|the shipment|the delivery|shipment) ~(?:until|till|for)|(?:do not|don.t) (?:ship|deliver) ~(?:before|until|yet|till)
      (?:ship|deliver|send) ~(?:to|by|on|via) ~instead|(?:new|different|another|other) (?:ship_?to|delivery address|shipping address)
      instead of (?:next|mon|tue|wed|thu|fri|the \\d)|instead of \\d+ ~(?:we|please|need|send|ship|want)
      (?:no longer|don.t|do not) (?:need|want|require) ~(?:order|item|line|product|these|them|it|any)
      (?:order|po|quantity|qty|date|address|line) ~(?:needs?|has|have|must|should|will) (?:to )?be (?:changed|updated|corrected|amended|cancel\\p{L}+|moved|increased|reduced)
      (?:a|one|two|three|\\d+) (?:days?|weeks?) (?:earlier|later|sooner)|need ~(?:earlier|sooner|moved up)
      revised (?:po|purchase order|order)|change (?:order|request)|make (?:that|it|line \\d+) \\d`,
    2: `(?:can|could) (?:we|you|i) (?:still )?(?:change|add|cancel|remove|swap|reduce|increase|move)
      (?:we|i) (?:need|want|would like|.d like) to (?:change|add|cancel|remove|swap|reduce|increase|postpone)
      (?:to|at) (?:another|a different|our other|our new) (?:address|location|site|plant|warehouse|dock)|should (?:be|read|have been) \\d+ ~,? not \\d|(?:quantity|qty) (?:is|should be|to be) now
      (?:remove|drop|delete|strike) (?:line|item)|swap|hold off (?:on|with)>`,
    1: `cancel|change|instead|revise|postpone`,
  },
};
