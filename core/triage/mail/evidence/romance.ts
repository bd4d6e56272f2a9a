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
    3: `rupture (?:de stock)?|(?:pas|plus|jamais) (?:en stock|disponibles?|assez de stock|suffisamment de stock)|stock ~(?:insuffisant|épuisé|à zéro)|indisponible|manque de stock|épuisée?s?>|reliquat|(?:article|produit|référence)s? (?:de remplacement|de substitution|équivalente?s?)|pénurie|(?:ne pouvons|impossible de|ne peut) ~(?:livrer|honorer|servir) ~(?:complet|totalité|en entier)|livrer ce que vous avez|(?:livrer|que) (?:que )?\\d+ (?:\\p{L}+ )?sur (?:les )?\\d+|quand arriv\\p{L}+ le (?:solde|reste)|seulement \\d+ (?:pièces )?(?:en stock|disponibles)`,
    2: `disponibilité|livraison partielle|délai ~(?:réappro|dispon)|réapprovisionnement|quand ~disponible|fournisseur ~(?:retard|report)`,
  },
  contract_conflict: {
    3: `(?:contrat|accord|convention)(?: \\p{L}+)? ~(?:expiré|échu|résilié|non respecté|contraire|arrivé à (?:terme|échéance)|pas (?:été )?renouvelé|plus valable|se chevauch)|(?:minimum|montant minimum|quantité minim\\p{L}+) de commande|minimum de facturation|(?:conditions|délai) de paiement ~(?:contrat|convenu|erron|au lieu|pas|jours)|(?:frais de port|franco|frais de transport) ~(?:contrat|convenu|pas|facturé|alors que|accord)|facturé ~(?:frais de port|transport) ~(?:franco|contrat|alors)|ristourne|remise de fin d.année|rfa>|exclusivité|quel (?:contrat|accord) s.applique`,
    2: `conditions de paiement|franco de port|incoterm|frais de port|escompte`,
    1: `contrat|accord>`,
  },
  shipping_documents: {
    3: `(?:manqu|besoin|envo|sans|absence|erreur|réclam|demand|exig|attend|fourn|transmet)\\p{L}* ~(?:bon de livraison|liste de colisage|connaissement|lettre de voiture|certificats? d.(?:origine|analyse)|certificat de conformité|certificat matière|facture (?:commerciale|pro ?forma)|fiches? de données|document\\p{L}* (?:de transport|douani|d.export)|déclaration (?:d.origine|de marchandises dangereuses|en douane))|(?:bon de livraison|liste de colisage|certificat d.origine|facture commerciale|fiche de données de sécurité) ~(?:manqu|erron|incomplet|pas|périmé)|douane ~(?:demand|réclam|exig|bloqu|retien|retenu|attend)|bloqué\\p{L}* (?:en|à la|par la) douane|code (?:sh|douanier)|marchandises dangereuses`,
    2: `certificat d.origine|douane|fiche de données de sécurité`,
    1: `liste de colisage|bon de livraison`,
  },
  carrier_disruption: {
    3: `(?:livraison|colis|expédition|transporteur|camion|marchandise|palette|commande)s? ~(?:retard|bloqué\\p{L}* (?:chez|au|à|depuis|en transit|dans)|perdu|égaré|pas (?:encore )?(?:été )?(?:arriv|reç|livr|enlev|bougé))|retard de (?:livraison|transport|la livraison)|(?:devait|devaient|aurait dû) ~(?:arriver|être livré|être là|nous parvenir)|toujours rien|rien (?:reçu|n.est arrivé)|où (?:est|sont|en est|en sont) (?:ma|mes|notre|nos|la|le) (?:commande|livraison|colis|marchandise|camion|palette)s?|toujours pas ~(?:reçu|arriv|livr|bougé)|(?:chauffeur|camion|transporteur) ~(?:pas venu|pas passé|jamais venu|en panne)|enlèvement ~(?:manqué|raté|pas)|(?:grève|neige|intempéries|panne) ~(?:retard|livraison|transport|bloqu)`,
    2: `en retard|retardé|date de livraison ~(?:dépass|report)|quand (?:sera|serons|allez|arrive|arrivera) ~(?:livr|commande|colis)|nouvelle date de livraison`,
    1: `livraison|urgent|suivi`,
  },
  duplicate_order: {
    3: `doublons?>|(?:deux fois|en double) ~(?:commande|saisi|envoy|confirm|enregistr)|(?:commande|saisie?|envoyée?|confirmée?|enregistrée?|passée?)s?> ~(?:en double|deux fois|doublon)|(?:deux|2) (?:confirmations?|accusés|commandes|ar>) ~(?:même|identique|seule|une (?:seule )?commande)|même commande ~(?:deux|déjà|fois)|commande ~déjà (?:passée|envoyée|saisie|enregistrée)|une seule (?:est valable|suffit|commande)|double (?:commande|saisie|envoi)`,
    2: `deux fois|en double|par erreur ~(?:renvoy|de nouveau|nouveau)|(?:deux|2) confirmations`,
  },
  fulfillment_rule: {
    3: `livraison complète|livrer (?:uniquement )?(?:en une (?:seule )?fois|complet)|(?:pas de|aucune|refusons les|sans) (?:livraisons? partielles?|substitution)|(?:créneau|rendez-vous|horaires?) (?:de |d.|obligatoire )(?:livraison|réception|déchargement)?|prise de rendez-vous|prendre rendez-vous|(?:sur|sans) rendez-vous|étiquet(?:age|tes?)>|cahier des charges (?:logistique|transport)|guide (?:logistique|de routage)|(?:dluo|ddm|dlc|durée de vie)|un seul (?:numéro de )?lot|même lot|hauteur (?:maximale? )?(?:des? |de la )?palette|(?:numéro de commande|n° de commande) ~(?:obligatoire|exigé|manqu)|sans (?:notre )?(?:numéro|n°) de commande|(?:réception|quai) ~(?:fermé|ouvert|de \\d)|transporteur (?:imposé|désigné|attitré)`,
    2: `hayon|palette|instructions de livraison`,
  },
  proof_of_delivery: {
    3: `preuve de livraison|(?:bon|récépissé|lettre de voiture) ~(?:émargé|signé)|(?:marchandise|colis|palette|livraison|carton|produit)s? ~(?:abîmé|endommagé|cassé|manquant|incompl|mouillé|écrasé|ouvert)|(?:refusé|refus de) ~(?:livraison|marchandise|palette)|(?:livraison|marchandise|palette)s? ~refusé|mauvaise adresse|(?:livré|déposé)\\p{L}* ~(?:mauvais|voisin|autre adresse)|(?:manque|manquent|manquant) ~\\d+|manque (?:un|une|deux|trois|quatre) (?:colis|cartons?|palettes?|pièces?)|jamais (?:reçu|arrivé|été livré)|(?:indiqu|marqué|noté|affich)\\p{L}* ~(?:comme )?livré|litige (?:transport|de livraison)|émargement|(?:reçu|livré) ~\\d+ ~(?:au lieu de|sur) ~\\d|qui a signé|reçu (?:que|seulement) \\d+`,
    2: `endommagé|avarie|signature|réserves`,
  },
  order_change: {
    3: `(?:annul|modifi|chang|augment|rédui|rédui|report|décal|avanc|diminu|port)\\p{L}* ~(?:commande|quantité|date|adresse|ligne|livraison)|(?:annulation|modification|changement|report) (?:de |d.)|(?:nouvelle|autre) (?:adresse|date) de livraison|(?:ajout|supprim|retir)\\p{L}* ~(?:commande|ligne|article|pièces|à la commande)|au lieu de \\d+ (?:pièces|unités|cartons)|(?:plus tôt|plus tard) que (?:prévu|la date)|(?:livrer|livraison|besoin) ~(?:plus tôt|plus tard|à une autre adresse)`,
    2: `annuler|modifier|reporter|plus besoin`,
  },
};

export const es: Evidence = {
  credit_hold: {
    3: `(?:bloque|reten|deten|suspend|parad)\\p{L}* ~(?:crédito|finanzas|contabilidad|facturas? vencidas?|riesgo)|(?:pedido|cuenta|envío|orden)>~ (?:bloquead|retenid|detenid|suspendid)|(?:límite|línea|exceso|bloqueo|retención) de (?:crédito|riesgo)|(?:liberar|desbloquear|liberación|desbloqueo) ~(?:pedido|orden|cuenta|crédito)?`,
    2: `bloquead|retenid|facturas? (?:vencidas?|pendientes?|impagadas?)|pago (?:vencido|atrasado)|impago`,
    1: `transferencia|pagad[oa]|saldo|por qué`,
  },
  pricing_mismatch: {
    3: `(?:mal|incorrect|equivocad|distint|diferente)\\p{L}* precio|precios?>~ (?:incorrect|erróne|equivocad|no (?:coincid|correspond|es|son|está)|distint|diferente|más alt|más baj|superior|inferior|debería)|(?:diferencia|error|discrepancia) (?:de|en|del|en el|en los) precios?|precios? (?:de contrato|del contrato|contractual|acordad|pactad|convenid|negociad)|(?:cobrad|facturad)\\p{L}* ~(?:en lugar|en vez|pero|de más)|cobr\\p{L}+ de más`,
    2: `precio unitario|lista de precios|tarifa|descuento ~(?:falta|no)|según (?:el|nuestro) (?:contrato|acuerdo|presupuesto)|en (?:lugar|vez) de ~(?:€|\\$|\\d)|\\d(?:[.,]\\d+)? ?% ~(?:más|menos|por encima|por debajo|superior|inferior)`,
    1: `precios?>|cotización|nota de crédito|abono`,
  },
  inventory_shortage: {
    3: `(?:sin|falta de|no hay|no tienen|no tenemos|rotura de|quiebre de) ~(?:stock|existencias|inventario)|(?:stock|existencias|inventario) (?:insuficiente|agotad|no alcanza)|agotad[oa]s?>|(?:pedido|producto) ~(?:pendiente de stock|agotado)|(?:producto|artículo|referencia|material)s? (?:sustitut[oa]|alternativ[oa]|equivalente)s?|desabastecimiento|descontinuad|no (?:está|están|es|hay) disponible|solo (?:hay|tienen|quedan|tenemos) \\d+|(?:no (?:podemos|pueden)) ~(?:entregar|surtir|servir|enviar) ~(?:complet|todo)|no (?:tienen|tenemos|hay) (?:todas|todos|suficientes?)|lo que (?:tengan|haya|tienen|hay)>|reposición`,
    2: `disponibilidad|entrega parcial|cuándo ~(?:disponible|llega|tendrán)|backorder|pendiente de entrega|proveedor ~(?:retras|demor|no)`,
  },
  contract_conflict: {
    3: `(?:contrato|acuerdo|convenio) ~(?:vencid|venció|caducad|caducó|incumpl|expirad|expiró|contradic|no (?:se ha )?renov)|pedido mínimo|(?:cantidad|compra|importe) mínim[oa]|recargo por pedido|(?:condiciones|plazo) de pago ~(?:contrato|acord|incorrect|en lugar|no|días)|(?:portes|flete|transporte|gastos de envío) ~(?:contrato|acord|no|cobrad|pagados|incluid)|cobr\\p{L}+ ~(?:portes|flete|transporte|gastos de envío)|rappel|bonificación ~(?:anual|contrato|falta|no)|exclusividad|qué (?:contrato|acuerdo) (?:se )?aplica`,
    2: `condiciones de pago|portes|incoterm|flete`,
    1: `contrato|acuerdo`,
  },
  shipping_documents: {
    3: `(?:falt|necesit|envi|envíen|mand|sin|incorrect|exig|pid|requier|solicit|adjunt)\\p{L}* ~(?:albarán|remisión|lista de empaque|packing list|conocimiento de embarque|carta de porte|certificado de (?:origen|análisis|conformidad|calidad)|factura comercial|ficha de (?:datos de )?seguridad|hoja de seguridad|document\\p{L}+ (?:de envío|aduan|de embarque|de exportación)|pedimento)|(?:albarán|certificado de (?:origen|análisis)|factura comercial|lista de empaque|ficha de seguridad|hoja de seguridad) ~(?:falt|incorrect|no|equivocad|vencid)|aduana ~(?:pide|exige|solicita|requiere|retien|retuvo|reten|deten)|(?:retenid|detenid|parad)\\p{L}* en (?:la )?aduana|partida arancelaria|código arancelario|mercancías peligrosas`,
    2: `certificado de origen|aduana|ficha de (?:datos de )?seguridad|hoja de seguridad`,
    1: `albarán`,
  },
  carrier_disruption: {
    3: `(?:entrega|envío|paquete|camión|transportista|transporte|mercancía|carga|pedido|tarima|palet)s? ~(?:retras|demor|perdid|extravi|atascad|parad[oa] (?:en|desde)|varad|no (?:ha|han) (?:llegad|sido entreg)|no (?:llegó|llega|aparece|se ha movido)|aún no|todavía no)|(?:días|semanas|horas) (?:parad|detenid|varad)|retraso (?:en|de|del) (?:la )?(?:entrega|envío|transport)|dónde (?:está|están|anda|viene) (?:mi|nuestr[oa]|el|la) (?:pedido|envío|mercancía|camión|carga|paquete)|no (?:ha|hemos|han) (?:llegado|recibido) ~(?:todavía|aún|envío|pedido)|(?:debía|debían|tenía que|tendría que) ~(?:llegar|ser entregad|haber llegado|entregarse)|(?:seguimos|estamos) esperando ~(?:envío|pedido|entrega|mercancía|camión)|nadie (?:vino|pasó|ha venido) ~recoger|(?:huelga|temporal|nieve|avería|tormenta) ~(?:retras|entrega|transport|envío|camión)`,
    2: `retrasad|demorad|fecha de entrega ~(?:vencid|pasad|cambi)|cuándo (?:llega|llegará|entregan|entregarán)|línea parada`,
    1: `entrega|urgente|seguimiento`,
  },
  duplicate_order: {
    3: `duplicad|(?:dos veces|por duplicado) |pedido (?:doble|repetido)|doble pedido|(?:dos|2) (?:confirmaciones|pedidos|órdenes|acuses) ~(?:mism[oa]|igual|idéntic|un solo)|mism[oa] (?:pedido|orden) ~(?:otra vez|de nuevo|dos|ya)|pedido ~ya (?:fue|está|estaba|lo) (?:enviad|registrad|hech|hicimos|mandamos)|repetid[oa]>`,
    2: `dos veces|por error ~(?:otra vez|de nuevo|nuevamente)|(?:dos|2) confirmaciones`,
  },
  fulfillment_rule: {
    3: `entrega (?:completa|única)|entreg\\p{L}+ ~(?:completo|en una sola)|(?:no (?:aceptamos|admitimos|se aceptan|se admiten)|sin) ~(?:entregas? parcial|envíos? parcial|parcialidades|sustitu)|(?:cita|ventana|horario)s? (?:previa |de |para )*(?:la )?(?:entrega|recepción|descarga)|cita previa|con cita|etiquet(?:ad|a|as)>|guía de (?:ruta|rutas|enrutamiento|proveedor)|vida útil|caducidad mínima|(?:un|mismo|único) (?:solo )?lote|altura ~(?:palet|tarima)|(?:palet|tarima)s? ~(?:altura|máxim|demasiado alt)|(?:número de pedido|orden de compra) ~(?:obligatori|requerid|falta|en la factura)|sin (?:número de )?(?:orden de compra|número de pedido)|(?:transportista|fletera) (?:autorizad|asignad|designad)`,
    2: `instrucciones de entrega|palet`,
  },
  proof_of_delivery: {
    3: `(?:prueba|comprobante|justificante|acuse|constancia) de (?:la )?(?:entrega|recibo)|albarán firmado|(?:mercancía|paquete|envío|palet|caja|producto|material|tarima)s? ~(?:dañad|rot[oa]|incomplet|faltante|golpead|mojad|abiert)|(?:llegó|llegaron|recib\\p{L}+) ~(?:dañad|rot[oa]s?>|incomplet|de menos|mojad|golpead|abiert)|rechaz\\p{L}+ ~(?:entrega|mercancía|carga|envío)|(?:entrega|mercancía|carga)s? ~rechazad|dirección (?:equivocada|incorrecta|errónea)|entreg\\p{L}+ ~(?:vecino|otra (?:dirección|empresa))|falt(?:a|an|aron) ~\\d+|nunca (?:llegó|llegaron|recib)|(?:figura|aparece|marca|dice|consta) ~entregad|(?:solo|sólo|solamente) (?:recibimos|llegaron|hemos recibido) |recib\\p{L}+ \\d+ ~(?:en lugar de|de las|de los|y no) |quién firmó`,
    2: `dañad|firma>|reclamación|faltante`,
  },
  order_change: {
    3: `(?:cancel|modifi|cambi|aument|redu[cz]|aplaz|anul|adelant|pospo[nr]|agreg|quit|elimin|añad|retras\\p{L}* la fecha)\\p{L}* ~(?:pedido|cantidad|fecha|dirección|línea|partida|orden|entrega)|(?:cancelación|modificación|cambio) (?:de|del) |(?:nueva|otra) (?:dirección|fecha) de (?:entrega|envío)|(?:envíen|envíe|entreguen|entregar|manden) ~(?:otra dirección|en su lugar|a nuestra (?:planta|sucursal|otra))|en (?:vez|lugar) de \\d+ (?:piezas|unidades|cajas)|necesitamos ~(?:antes|más temprano|una semana antes)`,
    2: `cancelar|modificar|aplazar|ya no (?:necesit|quer|l[oa]s? necesit)`,
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
