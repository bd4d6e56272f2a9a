import type { Evidence } from './types.ts';

export const fr: Evidence = {
  credit_hold: {
    3: `(?:blocage|bloqu\\p{L}+|suspendu\\p{L}*|en attente) ~(?:crédit|encours|comptabilité|impayé|factures? échues?)|(?:commande|compte|livraison) ~(?:bloqué|suspendu|retenu|gelé)|(?:plafond|limite|ligne|encours|dépassement) (?:de |d.)?(?:crédit|encours)|(?:débloquer|libérer|déblocage|libération) ~(?:commande|compte|crédit)?|encours (?:dépassé|autorisé)`,
    2: `bloqué|en attente|factures? (?:échues?|en retard|impayées?)|retard de paiement|impayé`,
    1: `paiement|virement|réglé|solde|pourquoi`,
  },
  pricing_mismatch: {
    3: `(?:mauvais|faux|ancien|autre) (?:prix|tarif)|(?:prix|tarif)s?>~ (?:erroné|incorrect|faux|différent|ne correspond|pas (?:correct|bon|conforme)|trop (?:élevé|cher|bas)|supérieur|inférieur|erreur|devrait|ne sont pas)|(?:écart|différence|erreur) (?:de |sur le |sur les |du )?(?:prix|tarif)|(?:prix|tarif)s? (?:contractuel|convenu|négocié|du contrat|accordé)|facturé ~(?:au lieu|alors que|contre)|surfactur`,
    2: `prix unitaire|grille tarifaire|remise ~(?:manque|pas|oubli|non)|selon (?:le|notre) (?:contrat|devis|accord)|au lieu de ~(?:€|\\d)|\\d(?:,\\d+)? ?% ~(?:plus|moins|au-dessus|en dessous|de trop)`,
    1: `prix>|tarif|devis|avoir>`,
  },
  inventory_shortage: {
    3: `rupture (?:de stock)?|(?:pas|plus) (?:en stock|disponible)|stock (?:insuffisant|épuisé)|reliquat|article (?:de remplacement|de substitution|équivalent)|pénurie`,
    2: `disponibilité|livraison partielle|délai ~(?:réappro|dispon)|quand ~disponible`,
  },
  contract_conflict: {
    3: `(?:contrat|accord) ~(?:expiré|échu|résilié|non respecté|contraire)|(?:minimum|montant minimum|quantité minim\\p{L}+) de commande|(?:conditions|délai) de paiement ~(?:contrat|convenu|erron|au lieu|pas)|(?:frais de port|franco) ~(?:contrat|convenu|pas|facturé)|ristourne|exclusivité`,
    2: `conditions de paiement|franco de port|incoterm|frais de port`,
  },
  shipping_documents: {
    3: `(?:manqu|besoin|envoy|sans|absence|erreur)\\p{L}* ~(?:bon de livraison|liste de colisage|connaissement|lettre de voiture|certificat d.(?:origine|analyse)|facture commerciale|fiche de données|document\\p{L}* (?:de transport|douani))|(?:bon de livraison|liste de colisage|certificat d.origine|fiche de données de sécurité) ~(?:manqu|erron|incomplet|pas)`,
    2: `liste de colisage|certificat d.origine|douane|fiche de données de sécurité|bon de livraison`,
  },
  carrier_disruption: {
    3: `(?:livraison|colis|expédition|transporteur|camion|marchandise|palette)s? ~(?:retard|bloqué|perdu|pas (?:encore )?(?:arriv|reç|livr))|retard de livraison|devait (?:arriver|être livré)|toujours rien|où (?:est|en est) (?:ma|notre|la) (?:commande|livraison)|toujours pas (?:reçu|arriv|livr)`,
    2: `en retard|retardé|date de livraison ~(?:dépass|report)`,
    1: `livraison|urgent|suivi`,
  },
  duplicate_order: {
    3: `doublon|(?:deux fois|en double) ~(?:commande|saisi|envoy|confirm)|commande ~(?:en double|deux fois|doublon)`,
  },
  fulfillment_rule: {
    3: `livraison complète|pas de (?:livraison partielle|substitution)|(?:créneau|rendez-vous|horaires?) de (?:livraison|réception)|prise de rendez-vous|étiquet(?:age|te) ~|cahier des charges logistique|(?:dluo|ddm|dlc|durée de vie)`,
    2: `hayon|palette|instructions de livraison`,
  },
  proof_of_delivery: {
    3: `preuve de livraison|(?:bon|récépissé) ~(?:émargé|signé)|(?:marchandise|colis|palette|livraison)s? ~(?:abîmé|endommagé|cassé|manquant|incompl)|(?:refusé|refus de) ~(?:livraison|marchandise)|mauvaise adresse|(?:manque|manquent|manquant) ~\\d+|jamais reçu|litige transport|émargement`,
    2: `endommagé|avarie|signature|réserves`,
  },
  order_change: {
    3: `(?:annul|modifi|chang|augment|rédui|report|décal)\\p{L}* ~(?:commande|quantité|date|adresse|ligne|livraison)|(?:annulation|modification|changement) (?:de |d.)|au lieu de \\d+ (?:pièces|unités)`,
    2: `annuler|modifier|reporter|plus besoin`,
  },
};

export const es: Evidence = {
  credit_hold: {
    3: `(?:bloque|reten|deten|suspend|parad)\\p{L}* ~(?:crédito|finanzas|contabilidad|facturas? vencidas?|riesgo)|(?:pedido|cuenta|envío|orden)>~ (?:bloquead|retenid|detenid|suspendid|parad)|(?:límite|línea|exceso|bloqueo|retención) de (?:crédito|riesgo)|(?:liberar|desbloquear|liberación|desbloqueo) ~(?:pedido|orden|cuenta|crédito)?`,
    2: `bloquead|retenid|facturas? (?:vencidas?|pendientes?|impagadas?)|pago (?:vencido|atrasado)|impago`,
    1: `transferencia|pagad[oa]|saldo|por qué`,
  },
  pricing_mismatch: {
    3: `(?:mal|incorrect|equivocad|distint|diferente)\\p{L}* precio|precios?>~ (?:incorrect|erróne|equivocad|no (?:coincid|correspond|es|son|está)|distint|diferente|más alt|más baj|superior|inferior|debería)|(?:diferencia|error|discrepancia) (?:de|en|del|en el|en los) precios?|precios? (?:de contrato|del contrato|contractual|acordad|pactad|convenid|negociad)|(?:cobrad|facturad)\\p{L}* ~(?:en lugar|en vez|pero|de más)|cobr\\p{L}+ de más`,
    2: `precio unitario|lista de precios|tarifa|descuento ~(?:falta|no)|según (?:el|nuestro) (?:contrato|acuerdo|presupuesto)|en (?:lugar|vez) de ~(?:€|\\$|\\d)|\\d(?:[.,]\\d+)? ?% ~(?:más|menos|por encima|por debajo|superior|inferior)`,
    1: `precios?>|cotización|nota de crédito|abono`,
  },
  inventory_shortage: {
    3: `(?:sin|falta de|no hay|rotura de) (?:stock|existencias|inventario)|agotad[oa]s?>|(?:pedido|producto) ~(?:pendiente de stock|agotado)|producto (?:sustituto|alternativo|equivalente)|desabastecimiento`,
    2: `disponibilidad|entrega parcial|cuándo ~disponible|backorder`,
  },
  contract_conflict: {
    3: `(?:contrato|acuerdo) ~(?:vencido|caducad|incumpl|expirad|contradic)|pedido mínimo|cantidad mínima|(?:condiciones|plazo) de pago ~(?:contrato|acord|incorrect|en lugar|no)|(?:portes|flete) ~(?:contrato|acord|no|cobrad)|rappel|exclusividad`,
    2: `condiciones de pago|portes|incoterm|flete`,
  },
  shipping_documents: {
    3: `(?:falt|necesit|envi|sin|incorrect)\\p{L}* ~(?:albarán|lista de empaque|packing list|conocimiento de embarque|certificado de (?:origen|análisis)|factura comercial|ficha de (?:datos de )?seguridad|document\\p{L}+ (?:de envío|aduan|de embarque))|(?:albarán|certificado de origen|factura comercial|ficha de seguridad) ~(?:falt|incorrect|no)`,
    2: `albarán|certificado de origen|aduana|ficha de (?:datos de )?seguridad`,
  },
  carrier_disruption: {
    3: `(?:entrega|envío|paquete|camión|transportista|mercancía|carga)s? ~(?:retras|demor|perdid|atascad|no (?:ha|han) llegad|aún no|todavía no)|retraso (?:en|de) (?:la )?entrega|dónde está (?:mi|nuestro|el) (?:pedido|envío)|no (?:ha|hemos|han) (?:llegado|recibido) ~(?:todavía|aún|envío|pedido)`,
    2: `retrasad|demorad|fecha de entrega ~(?:vencid|pasad|cambi)`,
    1: `entrega|urgente|seguimiento`,
  },
  duplicate_order: { 3: `duplicad|(?:dos veces|por duplicado|doble) |pedido (?:doble|repetido)` },
  fulfillment_rule: {
    3: `entrega completa|no (?:aceptamos|admitimos) (?:entregas parciales|sustitu)|(?:cita|ventana|horario) (?:previa |de )?(?:entrega|recepción|descarga)|etiquetad|guía de (?:ruta|enrutamiento)|vida útil`,
    2: `instrucciones de entrega|palet`,
  },
  proof_of_delivery: {
    3: `(?:prueba|comprobante|justificante) de entrega|albarán firmado|(?:mercancía|paquete|envío|palet|caja)s? ~(?:dañad|rot[oa]|incomplet|faltante)|(?:llegó|llegaron|recib\\p{L}+) ~(?:dañad|rot[oa]s?>|incomplet|de menos)|rechaz\\p{L}+ ~(?:entrega|mercancía)|dirección (?:equivocada|incorrecta)|falt(?:a|an|aron) ~\\d+|nunca (?:llegó|recib)`,
    2: `dañad|firma>|reclamación`,
  },
  order_change: {
    3: `(?:cancel|modific|cambi|aument|redu[cz]|aplaz|anul)\\p{L}* ~(?:pedido|cantidad|fecha|dirección|línea|orden|entrega)|(?:cancelación|modificación|cambio) (?:de|del) (?:pedido|orden)`,
    2: `cancelar|modificar|aplazar|ya no (?:necesit|quer)`,
  },
};

export const it: Evidence = {
  credit_hold: {
    3: `(?:blocc|sospes|fermo)\\p{L}* ~(?:credito|fido|amministrazione|fatture? scadut\\p{L})|(?:ordine|conto|spedizione) ~(?:bloccat|sospes|fermo|trattenut)|(?:limite|blocco|superamento) (?:di|del) (?:credito|fido)|(?:fido|affidamento) ~(?:superat|esaurit)|(?:sbloccare|sblocco|rilasciare)`,
    2: `bloccat|fatture? (?:scadut|insolut)\\p{L}|insoluto|pagamento in ritardo`,
    1: `bonifico|pagat[oa]|perché`,
  },
  pricing_mismatch: {
    3: `prezz[oi] (?:sbagliat|errat|divers|non corrett)\\p{L}*|prezz[oi]>~ (?:errat|sbagliat|non (?:corrispond|è|sono|corrett)|divers|più alt|più bass|superiore|inferiore|dovrebbe)|(?:differenza|errore|discrepanza) (?:di|nel|sul|sui|nei) prezz|prezz[oi] (?:contrattual|concordat|pattuit|da contratto)|fatturat\\p{L}* ~(?:invece|anziché|al posto)|addebitat\\p{L}* (?:in più|troppo)`,
    2: `prezzo unitario|listino|sconto ~(?:manc|non)|secondo (?:il|da) contratto|come da (?:contratto|offerta|accordi)|invece di ~(?:€|\\d)`,
    1: `prezz[oi]>|offerta|nota di credito`,
  },
  inventory_shortage: {
    3: `(?:esaurit|non disponibil|non a magazzino|mancanza di (?:stock|scorte)|rottura di stock|articolo sostitutivo)\\p{L}*`,
    2: `disponibilità|consegna parziale`,
  },
  contract_conflict: {
    3: `contratto ~(?:scadut|violat|contrar)|ordine minimo|quantità minima|condizioni di pagamento ~(?:contratto|concordat|errat|invece)|premio di fine anno`,
    2: `condizioni di pagamento|porto franco`,
  },
  shipping_documents: {
    3: `(?:manca|mancan|serv|invia|senza)\\p{L}* ~(?:ddt|documento di trasporto|packing list|certificato d.origine|polizza di carico|scheda di sicurezza)`,
    2: `certificato d.origine|ddt>|dogana|scheda di sicurezza`,
  },
  carrier_disruption: {
    3: `(?:consegna|spedizione|pacco|corriere|merce) ~(?:ritardo|persa|ferma|bloccata in|non (?:è )?(?:ancora )?arrivat)|dov.è (?:il|la) (?:nostro|nostra|mio|mia)`,
    2: `in ritardo|ritardo`,
    1: `consegna|urgente`,
  },
  duplicate_order: { 3: `doppi[oa] ordine|ordine (?:doppio|duplicato)|(?:due volte|duplicat)` },
  fulfillment_rule: {
    3: `consegna completa|no(?:n accettiamo)? consegne parziali|(?:appuntamento|finestra|orari) (?:per lo|di) (?:scarico|consegna)|etichett`,
  },
  proof_of_delivery: {
    3: `prova di consegna|(?:merce|collo|pallet|spedizione) ~(?:danneggiat|rott|mancant|incomplet)|(?:rifiutat|respint)\\p{L}* ~(?:merce|consegna)|indirizzo (?:sbagliato|errato)|mai (?:arrivat|ricevut)`,
    2: `danneggiat|ammanco`,
  },
  order_change: {
    3: `(?:annull|modific|cambi|aument|ridu|postic)\\p{L}* ~(?:ordine|quantità|data|indirizzo|consegna)`,
    2: `annullare|modificare`,
  },
};

export const pt: Evidence = {
  credit_hold: {
    3: `(?:bloque|reti|suspens)\\p{L}* ~(?:crédito|financeiro|faturas? (?:vencidas?|em atraso))|(?:pedido|encomenda|conta)>~ (?:bloquead|retid|suspens|parad)|(?:limite|bloqueio|linha) de crédito|(?:liberar|desbloquear|libertar|liberação|desbloqueio) ~(?:pedido|encomenda|conta)?`,
    2: `bloquead|faturas? (?:vencidas?|em atraso|pendentes?)|pagamento (?:vencido|em atraso)`,
    1: `transferência|pago>|por que`,
  },
  pricing_mismatch: {
    3: `preços? (?:errad|incorret|diferente)\\p{L}*|preços?>~ (?:errad|incorret|não (?:corresponde|confere|é|está|bate)|diferente|mais alt|mais baix|superior|inferior|deveria)|(?:diferença|erro|divergência) (?:de|no|nos) preço|preços? (?:de contrato|do contrato|contratad|acordad|combinad|negociad)|(?:cobrad|faturad)\\p{L}* ~(?:em vez|mas|a mais)`,
    2: `preço unitário|tabela de preços|desconto ~(?:falt|não)|(?:conforme|segundo) (?:o|nosso) contrato|em vez de ~(?:€|r\\$|\\d)`,
    1: `preços?>|cotação|nota de crédito`,
  },
  inventory_shortage: {
    3: `(?:sem|falta de|ruptura de) (?:estoque|stock)|esgotad|indisponível|produto (?:substituto|alternativo)`,
    2: `disponibilidade|entrega parcial`,
  },
  contract_conflict: {
    3: `contrato ~(?:vencid|expirad|contrári)|pedido mínimo|quantidade mínima|condições de pagamento ~(?:contrato|acordad|errad)`,
    2: `condições de pagamento|frete`,
  },
  shipping_documents: {
    3: `(?:falt|precis|envi|sem)\\p{L}* ~(?:guia de remessa|romaneio|packing list|certificado de (?:origem|análise)|conhecimento de embarque|ficha de segurança)`,
    2: `certificado de origem|romaneio|alfândega`,
  },
  carrier_disruption: {
    3: `(?:entrega|envio|transportadora|carga|mercadoria|pacote) ~(?:atras|perdid|parad|não chegou|ainda não)|onde está (?:o|a|meu|nosso)`,
    2: `atrasad|atraso`,
    1: `entrega|urgente`,
  },
  duplicate_order: { 3: `duplicad|(?:duas vezes|em dobro)|pedido (?:duplicado|repetido)` },
  fulfillment_rule: {
    3: `entrega completa|não aceitamos entregas? parcia|(?:agendamento|janela|horário) de (?:entrega|recebimento)|etiquet`,
  },
  proof_of_delivery: {
    3: `comprovante de entrega|prova de entrega|(?:mercadoria|carga|caixa|palete|envio)s? ~(?:danificad|avariad|quebrad|faltand)|recusad\\p{L}* ~(?:entrega|mercadoria)|endereço errado|nunca (?:chegou|recebemos)`,
    2: `danificad|avaria`,
  },
  order_change: {
    3: `(?:cancel|alter|mud|aument|reduz|adi)\\p{L}* ~(?:pedido|encomenda|quantidade|data|endereço|entrega)`,
    2: `cancelar|alterar`,
  },
};
