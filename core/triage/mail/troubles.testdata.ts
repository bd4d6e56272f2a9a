/** Mails as people write them, "subject | text", by the trouble that they tell of. */
import type { MailType } from './evidence/types.ts';

export const troubles: Record<MailType, { en: string[]; de: string[]; es: string[]; fr: string[] }> = {
  credit_hold: {
    en: [
      'HL-77120 on hold? | Our buyer says you will not ship PO HL-77120. Accounts payable wired 26,412 this morning.',
      'Order SO-10482 | Portal says credit hold. What do you need from us to get it moving?',
      'Account stopped | I tried to place an order and was told our account is frozen because of an open invoice.',
      'Re: order 10482 | Your AR team says we are over our line. Can you look at it before Wednesday?',
      'Release request | Please release SO-20093, Hafenwerk paid yesterday, bank confirmation attached.',
      'Fwd: blocked | Accounting is holding their order for past due invoices. Can we let it go?',
      'credit limit for Apex | Can someone raise the credit limit for Apex Machine Works? AMW-5563 is stuck behind it.',
      'order not released | Finance has PO DP-90304 blocked until the balance is paid. Check went out Monday.',
    ],
    de: [
      'Auftrag SO-20093 gesperrt | Warum ist unser Auftrag in der Kreditsperre? Die Rechnung wurde gestern überwiesen.',
      'Freigabe | Bitte den Auftrag HW-2026-118 freigeben, das Kreditlimit wurde letzte Woche erhöht.',
    ],
    es: [
      'Pedido HM-118 | Nos dicen que el pedido está bloqueado por facturas vencidas. Ya hicimos la transferencia.',
      'Límite de crédito | ¿Pueden liberar el pedido SO-10466? Seguimos por debajo del límite de crédito.',
    ],
    fr: [
      'Commande AM-77 bloquée | Notre commande est bloquée par votre service crédit. La facture a été réglée lundi.',
      "Encours dépassé | On nous dit que l'encours est dépassé. Pouvez-vous débloquer la commande SO-20090 ?",
    ],
  },
  pricing_mismatch: {
    en: [
      'NF-5531 price | Line 2 should be 77.30 per our agreement, you confirmed 72.50.',
      'Wrong price on confirmation | The unit price for VLV-2040 is not what we agreed in March.',
      'INV-70145 | We were overcharged on gloves again: 12.40 a box and our contract price is 10.84.',
      'Quote Q-4471 | Your quote said 1.85 each, the order confirmation for IB-317 says 2.05. Please honor the quote.',
      'Price discrepancy PO JB-66310 | There is a price discrepancy on LAB-2215. Please correct and resend.',
      'FW: SC-90417 | The quantity break at 200 was not applied, we get the lower price from 200 up.',
      'pricing | Why did you charge list price for BRG-6205? Apex is on contract pricing.',
      'CVF-7760 | The ball valves came out 9% higher than our price list. Can you check?',
    ],
    de: [
      'Preis auf AB | Der Preis für VLV-4060 auf der Auftragsbestätigung stimmt nicht, vereinbart waren 106,50.',
      'NE-4432 | Sie haben 118,00 berechnet statt 106,50 laut Rahmenvertrag. Bitte korrigieren.',
    ],
    es: [
      'Precio NF-5531 | El precio de la línea 2 no coincide con el contrato. Por favor corrijan la confirmación.',
      'Factura | Nos han cobrado 84,00 en lugar de 77,30 por la válvula VLV-2040.',
    ],
    fr: [
      'Prix AM-77 | Le prix unitaire est différent de notre accord : 8,90 au lieu de 7,90.',
      'Écart de prix | Il y a un écart de prix sur la confirmation NE-4432, merci de corriger.',
    ],
  },
  inventory_shortage: {
    en: [
      'GR-2231 | Your portal lists BRG-6204 as backordered. When will you have the other 300?',
      'Out of stock? | The confirmation says LAB-3400 is out of stock until January 8. Do you have something equivalent?',
      'SO-10477 short | The warehouse is short 20 of VLV-2010 on SO-10477. Can we ship the rest?',
      'PO SBH-40251 cannot ship complete | We can only fill 600 of 1000 gloves on this one, the rest is with the supplier.',
      'Stock question JB-66342 | If you do not have all 400 boxes, send what you have and the balance when it comes in.',
      'Fwd: LAB-4020 | Supplier pushed our receipt to the 14th, so there is not enough inventory for St. Brendan.',
      'Substitute for BRG-1206 | Buyer asks if we can offer a substitute for BRG-1206, we have none left.',
      'AMW-5563 partial | Can you ship the 60 you have on hand now? We know the other 60 are on back order.',
    ],
    de: [
      'VD-0941 | Laut Ihrer Mail sind die Kugelhähne nicht lieferbar. Wann kommt die nächste Ware?',
      'Rückstand SO-20092 | Bei uns fehlt Bestand für 80 Stück. Können wir einen Ersatzartikel anbieten?',
    ],
    es: [
      'GR-2231 | Nos informan que el rodamiento está agotado. ¿Tienen un producto equivalente?',
      'Sin existencias | No hay existencias suficientes para el pedido SO-10476, ¿cuándo llega la reposición?',
    ],
    fr: [
      'NE-4410 | Vous annoncez une rupture de stock sur VLV-2040. Quel est le délai de réapprovisionnement ?',
      'Reliquat | Merci de livrer ce que vous avez en stock, le reliquat de la commande AM-77 peut suivre.',
    ],
  },
  contract_conflict: {
    en: [
      'Payment terms on SO-10473 | Your confirmation shows net 30. Our agreement says net 60, please fix.',
      'Freight on HM-118 | Why is there a freight charge? Our contract is free freight above 2,500.',
      'Small order fee | You added a 75.00 minimum order charge to FS-1226. That is not in our terms.',
      'Agreement expired | The Northfield supply agreement ran out on October 31 and NF-5540 was still entered on it.',
      'Rebate missing | Our 2% volume rebate is not on the order for JB-66342.',
      'Two agreements | Both the 2025 and the 2026 framework agreement cover these valves. Which one applies to LWA-26-0958?',
      'Exclusivity | Under our agreement BRG-2210 is exclusive to us in Ohio, yet you quoted it to a competitor.',
      'terms | PO DP-90329 is below the minimum order value in their contract. Can we still take it?',
    ],
    de: [
      'Zahlungsziel SO-20091 | In der Bestätigung steht 14 Tage, vertraglich haben wir ein Zahlungsziel von 45 Tagen.',
      'Mindestbestellwert | Sie haben uns einen Mindermengenzuschlag berechnet, laut Rahmenvertrag gibt es keinen.',
    ],
    es: [
      'Condiciones de pago | La confirmación de HM-118 dice 30 días, pero las condiciones de pago del contrato son 60 días.',
      'Contrato vencido | El contrato con ustedes está vencido desde octubre. ¿Con qué condiciones va este pedido?',
    ],
    fr: [
      'Franco de port | Vous avez facturé les frais de port alors que le contrat prévoit le franco à partir de 1 000 €.',
      "Minimum de commande | La commande AM-77 est sous le minimum de commande de notre accord, l'acceptez-vous ?",
    ],
  },
  shipping_documents: {
    en: [
      'Certificate of origin for NE-4410 | Customs in Rotterdam asks for the certificate of origin. Can you send it today?',
      'SDS | We cannot receive the solvent without a current safety data sheet. Please email it.',
      'SO-20089 papers | The commercial invoice shows 80 bearings and the packing list 60. Customs will not clear it.',
      'Missing packing slip | The pallets for CVF-7741 came without a packing slip, we cannot book them in.',
      'COA needed | Receiving has quarantined MED-1040: please send the certificate of analysis for the lot.',
      'BOL for tomorrow | Carrier needs the bill of lading before pickup at 9. It is not in the portal.',
      'HS codes | Our broker needs HS codes and country of origin for all lines of VD-0941.',
      'Dangerous goods | The forwarder refuses the drum without a dangerous goods declaration. Who can make one?',
    ],
    de: [
      'Zoll | Für die Sendung VD-0932 fehlt noch das Ursprungszeugnis, der Zoll wartet darauf.',
      'Sicherheitsdatenblatt | Bitte senden Sie uns das aktuelle Sicherheitsdatenblatt zu Position 2.',
    ],
    es: [
      'Documentos NE-4410 | La aduana nos pide la factura comercial y el certificado de origen. ¿Pueden enviarlos?',
      'Albarán | La mercancía llegó sin albarán, por favor envíennos una copia.',
    ],
    fr: [
      "Douane AM-77 | La douane réclame le certificat d'origine, pouvez-vous nous l'envoyer rapidement ?",
      "Fiche de données | Il nous manque la fiche de données de sécurité du produit, merci de l'envoyer.",
    ],
  },
  carrier_disruption: {
    en: [
      'Where is LWA-26-0902? | It was due Thursday and we have nothing at the dock. Tracking has not moved since Friday.',
      'Late delivery PO KR-8866 | The truck was supposed to be here at 7 this morning. Any ETA?',
      'DP-90271 | The freight line says our pallets are sitting in their Toledo terminal. When will they deliver?',
      'Missed pickup | Nobody came to pick up SO-10457 yesterday. Can we get another carrier?',
      'Tracking exception | UPS shows an exception for 1Z999AA10123456784: address unknown, returned to sender.',
      'any news | We are still waiting for the shipment on HL-77031. The line is down without it.',
      'storm | Carrier just told us the load for Granger is delayed two days by the snow in Buffalo.',
      'AMW-5540 not here | Promise date was the 20th, today is the 23rd, nothing has arrived. Please expedite.',
    ],
    de: [
      'Wo bleibt unsere Lieferung? | Die Ware zu VD-0932 sollte am Montag kommen und ist noch nicht angekommen.',
      'Verspätung | Die Spedition meldet, dass der LKW mit HW-2026-104 in Bremen steht. Neuer Termin?',
    ],
    es: [
      '¿Dónde está el pedido? | El envío del pedido HM-118 debía llegar el jueves y todavía no ha llegado.',
      'Retraso | El transportista nos avisa de un retraso en la entrega de SO-10454.',
    ],
    fr: [
      'Livraison en retard | La livraison AM-77 devait arriver lundi et nous ne l’avons toujours pas reçue.',
      'Suivi colis | Le colis est bloqué chez le transporteur depuis vendredi, pouvez-vous relancer ?',
    ],
  },
  duplicate_order: {
    en: [
      'FS-1226 | You sent us two order confirmations for FS-1226. We only want one.',
      'Ordered twice | I think my colleague and I both ordered the ear muffs this week. Please check SO-10485.',
      'Duplicate? | SO-10485 and SO-10490 look like the same order to me. Same lines, same date.',
      'EDI resend | Our system retransmitted the 850 for SBH-40251 last night. Please do not process it again.',
      'PO GR-2231 entered twice | We show two orders under the same PO. Cancel the second one.',
      'double shipment | A second truck with the same goods just arrived. Was AMW-5540 booked double?',
      'CVF-7760 | By mistake we submitted this PO by web and by email. One of them is enough.',
      'Acknowledgments | Got acknowledgments SO-10476 and SO-10491 for one PO. Is that an error?',
    ],
    de: [
      'Doppelte Bestellung | Wir haben zwei Auftragsbestätigungen für VD-0941 erhalten. Bitte nur einmal liefern.',
      'HW-2026-118 | Wir haben diese Bestellung versehentlich zweimal gesendet.',
    ],
    es: [
      'Pedido duplicado | Creo que el pedido HM-118 se registró dos veces en su sistema.',
      'Confirmaciones | Hemos recibido dos confirmaciones del mismo pedido, solo queremos uno.',
    ],
    fr: [
      'Doublon | La commande AM-77 semble avoir été saisie deux fois chez vous.',
      'Deux confirmations | Nous avons reçu deux confirmations pour la même commande, une seule est valable.',
    ],
  },
  fulfillment_rule: {
    en: [
      'SBH-40251 | Reminder: St. Brendan takes complete shipments only, do not split this order.',
      'Delivery appointment | Our dock needs an appointment 24 hours ahead, receiving hours are 7 to 11.',
      'Routing guide | You used your own carrier on LWA-26-0933. Our routing guide calls for Lakes Freight.',
      'Labels | Pallets without GS1 labels are turned away at our warehouse. Please relabel SO-10480.',
      'Pallet height | Max pallet height is 1.2 m at our Dayton site, the last load was 1.6 m.',
      'Shelf life | We need at least 180 days remaining shelf life on MED-1040, single lot.',
      'No substitutions | Please note on JB-66342: no substitutes without written approval.',
      'Order without PO | AP will not pay without a PO number on the order. MCT requires it for every order.',
    ],
    de: [
      'Anlieferung HW-2026-118 | Bitte beachten: Anlieferung nur mit Zeitfenster, Avis 24 Stunden vorher.',
      'Lieferung | Bitte nur komplett liefern, wir nehmen keine Teillieferungen an.',
    ],
    es: [
      'Cita de entrega | Nuestro almacén exige cita previa de descarga, horario de recepción de 7 a 11.',
      'Entrega completa | No admitimos entregas parciales en el pedido SO-10469.',
    ],
    fr: [
      'Livraison AM-77 | Merci de prendre rendez-vous : créneau de livraison obligatoire entre 8 h et 11 h.',
      'Consigne | Nous demandons une livraison complète, pas de livraison partielle.',
    ],
  },
  proof_of_delivery: {
    en: [
      'POD request | Please send the signed POD for SO-10450, our AP needs it to pay.',
      'HL-76840 not received | Tracking says delivered on Friday but nothing is at our dock. Who signed?',
      'Damaged | Two cartons of LAB-4020 arrived crushed, dishes broken. Photos attached.',
      'Short on CVF-7741 | We received 276 boxes, the packing slip says 300. 24 are missing.',
      'Refused | Our dock refused the load for DP-90271, shrink wrap was torn and the valves were wet.',
      'Wrong site | The driver left our bearings at the neighbour, Apex Tooling. Please sort it out.',
      'Claim | We want to file a freight claim for the dented drums on SO-10453.',
      'missing pallet | Only 3 of 4 pallets of MCT-0661 were delivered, the driver noted it on the receipt.',
    ],
    de: [
      'Transportschaden VD-0932 | Eine Palette kam beschädigt an, der Fahrer hat es auf dem Schein vermerkt.',
      'Ablieferbeleg | Bitte den unterschriebenen Ablieferbeleg zu HW-2026-104 schicken, die Ware wurde nie zugestellt.',
    ],
    es: [
      'Mercancía dañada | Dos cajas llegaron rotas y faltan 24 unidades del pedido SO-10455.',
      'Comprobante | Necesitamos el comprobante de entrega firmado del pedido HM-112.',
    ],
    fr: [
      'Colis abîmé | Deux colis sont arrivés endommagés, réserves portées sur le récépissé.',
      'Preuve de livraison | Le suivi indique livré mais nous n’avons rien reçu. Merci d’envoyer la preuve de livraison.',
    ],
  },
  order_change: {
    en: [
      'PO JB-66342 change | Please increase line 2 from 400 to 500 boxes.',
      'Cancel RM-4502 | The project was called off, please cancel the order.',
      'New ship-to | Can you ship LWA-26-0958 to our Elm Street plant instead?',
      'Need it sooner | We need SO-10473 a week earlier, by December 2. Possible?',
      'AMW-5563 | Please drop the socket screws from the order, we found some in the warehouse.',
      'Push out KR-8879 | Our job slipped, please push the delivery to mid January.',
      'Revised PO attached | Revised PO GR-2231 rev B attached, quantity of BRG-6204 is now 350.',
      'IB-324 | We made a mistake, it should be 40 hard hats, not 60. Can you still change it?',
    ],
    de: [
      'Änderung VD-0941 | Bitte die Menge auf Position 1 von 220 auf 180 reduzieren.',
      'Storno | Wir möchten die Bestellung NE-4432 stornieren, der Bedarf ist entfallen.',
    ],
    es: [
      'Cambio de pedido HM-118 | Por favor cambien la cantidad de la línea 1 a 40.',
      'Cancelar | Queremos cancelar el pedido SO-10466, ya no lo necesitamos.',
    ],
    fr: [
      "Modification AM-77 | Merci de modifier l'adresse de livraison : nouveau dépôt à Lyon.",
      'Annulation | Nous souhaitons annuler la commande NE-4432.',
    ],
  },
};

/** Ordinary mail of a sales desk, and near misses: nothing of it is a case. */
export const ordinary: string[] = [
  'Order confirmation SO-10466 | Thank you for your order. We confirm 50 ball valves for delivery on December 2.',
  'Your order SO-10469 has shipped | Your order was shipped today with Lakes Freight, tracking 4471 2290 118. Estimated delivery November 26.',
  'Invoice INV-70163 | Please find attached invoice INV-70163 for SO-10447, due in 30 days.',
  'PO DP-90340 | Please find our purchase order DP-90340 attached. Please confirm receipt.',
  'Quote request | Could you quote 200 pcs of BRG-6205 and 50 of VLV-2010, delivered to Dayton?',
  'Re: quote Q-4490 | Thanks for the quote, we will get back to you next week.',
  'Lunch and learn | You are invited to our lunch and learn on bearing lubrication on December 4.',
  'Thanks | Thanks for the quick help on HL-77031, everything arrived in good order.',
  'Holiday hours | Our office is closed from December 24 to January 1. Happy holidays!',
  'New contact | From January on Grace Adeyemi is your contact in purchasing. Please update your records.',
  'Payment sent | We sent the payment for invoice INV-70158 today by wire.',
  'Catalog 2027 | Our new catalog is here. See what is new in valves and fittings.',
  'Visit next week | Are you free on Tuesday? I would like to stop by and show you the new gloves.',
  'Price list 2027 | Attached is the new price list, valid from January 1. Let us know if you have questions.',
  'Delivered | Your package was delivered at 10:42 and signed for by T. Oakley. No action is needed.',
  'Survey | How did we do? Please rate your last order with Calder Supply.',
  'Supplier form | Please fill in the attached vendor registration form and return it with your W-9.',
  'Meeting notes | Notes from the sales meeting: pipeline is up, two new accounts, next meeting on Friday.',
  'Job application | I am writing to apply for the position of warehouse associate in Columbus.',
  'Agreement signed | Please find attached the countersigned supply agreement for 2027.',
  'Parking | The north lot is resurfaced next week, please use the visitor spaces.',
  'Auftragsbestätigung SO-20092 | Vielen Dank für Ihre Bestellung. Wir liefern am 30. November.',
  'Angebot | Bitte senden Sie uns ein Angebot über 40 Kugelhähne.',
  'Confirmación de pedido | Gracias por su pedido. Lo entregaremos el martes.',
  'Merci | Merci pour votre commande, nous la préparons.',
  'Facture | Veuillez trouver ci-joint la facture du mois de novembre.',
  'Reunión | ¿Podemos hablar el jueves sobre los planes del próximo año?',
];
