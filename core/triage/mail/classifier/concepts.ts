/**
 * Words of several languages that mean the same in this trade. What the classifier learns from an English mail about
 * "truck" and "late" holds for "Wagen" and "verspätet". Small letters, no accents; `*` is any ending; a phrase's words
 * are joined by `_`.
 */
const lexicon: Record<string, string> = {
  credit:
    'cod cash_only cash_in_advance gegen_bares barzahlung contado cupo riesgo_concedido en_contentieux contentieux au_comptant credit kredit* credito* crediticio encours bonitat* kreditlimit* fido krediet* risk riesgo riesgos',
  limit:
    'limit limits limite* plafond* obergrenze limitado our_line their_line credit_line exceed* exceso ausgeschopft uberschritten depasse* supera* superamos rebasa*',
  hold: "good_standing cut_off cut_us zahlungssperre kreditsperre won't_release penalty_box not_allowed zuruckgestellt zuruckstellen en_espera no_me_deja no_nos_dejan no_deja coupe holds held holding on_hold onhold block* stop stops stopped stoppt* frozen freeze froze flag flagged locked lock suspend* sperr* gesperrt* kontosperre lieferstop* liefersperre gestoppt angehalten zuruckgehalten bloqu* bloccat* geblokkeerd reteni* retien* reten* deteni* parado parada suspendu* suspension retenu* gele en_attente blocage stuck fin-hold not_released",
  release:
    'release* unblock* unlock* unfreeze reactivat* reopen freigeb* freigab* freischalt* freizugeben entsperr* liberar* liberen liberad* libera desbloque* debloqu* lift lifted aufheb* aufzuheben let_go let_this_go soltamos rouvrir reouvrir turn_us_back',
  pay: 'neft eft abono_de ingreso cleared dues vencimiento* echeance* recouvrement beglichen unbeglichen zahlungseingang proof_of_payment cash card paid pays payment payments paying wire wired ach remittance remitted transfer transferred swift cheque bezahl* gezahlt zahlung* zahlen uberwies* uberweis* uberwisen angewiesen pago pagos pagad* pagam* pagar transferencia* spei paye* payer paiement* regle* regler reglement* virement* traite prelevement* domicili* betal* pagat* bonifico settle settled settlement prepay* debit deposit vorkasse anzahlung* anticipo* acompte* up_front direct_debit balance_due',
  overdue:
    'overdue past_due unpaid outstanding arrears owing owe delinquent mahnung* ausstehend* aussteht ausstehe offene_rechnung* offenen_rechnung* vencid* pendient* impag* deuda* moros* adeud* impay* echu* contentieux scadut* past_term',
  finance:
    'accounting accountant accounts_receivable accounts_payable receivable receivables finance financial ar treasury collections controller ledger buchhaltung* debitor* debitorenbuchhaltung contabilidad contraloria cobranza* cobros tesoreria compta comptable comptabilite administration verwaltung',
  account: 'account accounts konto kundenkonto cuenta cuentas compte rekening',
  invoice:
    'invoice* bill billed bills billing rechnung* berechne* fakturiert factur* fattur* factuur* cobrad* cobran cobraron inv',
  price:
    'rate rates la_piece le_mille el_millar a_thousand per_hundred pro_meter pro_kilo pro_liter je_liter la_unidad por_metro per_pair unit_cost escandallo ppv price* pricing priced cost costs preis* nettopreis* objektpreis* listenpreis* katalogpreis* einkaufspreis* preisdifferenz* preisabweichung* konditionen precio* prix tarif tarifs tarifa* prezz* prijs* preco* dear ppv unit_price per_unit por_unidad pro_stuck apiece',
  quote:
    'quote quoted quotes quotation* proposal angebot* angeboten cotiz* oferta* ofert* presupuesto* devis offre offres proforma offered rfq',
  contract:
    'tier gpo awarded exhibit schedule_a contractual liefervertrag vertraglich abkommen acuerdo_marco accord-cadre negociacion negociad* convention signed_agreement as_signed lta contract* agreement* framework deal agreed agree vertrag* vereinbar* rahmenvertrag* rahmenvereinbarung* abgemacht abmachung contrato* acuerdo* acordad* acordamos pactad* pactamos convenid* convenio contrat contrats contractuel* accord accords convenu* master_agreement bid award lta firmamos firmado cerramos handshake',
  promised:
    'promise* promised zugesagt* zusage versprochen versprach prometi* prometid* promis promise* promettait told_us told_me said dijeron dijo hiess hieß',
  discount:
    'discount* rebate* price_break breaks rabatt* staffel* skonto nachlass descuento* rappel* bonific* remise* ristourne rfa bonus promo* bonifik* jahresbonus sconto',
  higher:
    'higher overcharg* too_high too_much more_than teurer hoher zu_hoch mas_car* mas_alto plus_cher plus_eleve superieur* caro cara dearer went_up gone_up expensive excess de_mas zu_viel',
  wrong:
    "wrong incorrect* mistake* error* mismatch* discrepan* differ* variance falsch* fehlerhaft* abweich* differenz* irrtum* versehen* stimmt_nicht nicht_korrekt equivocad* equivocac* erron* diferen* discrep* errone* erreur* ecart* faux fausse does_not_match doesn't_match not_right passt_nicht no_coincide* no_cuadra ne_correspond* off",
  correct:
    'correct corrected correction amend* fix fixed rectif* adjust* reissue* korrigier* korrektur korrigierte* richtig* richtigstellen berichtig* anpass* anpassung corrij* correg* correc* corrig* ajust* rework re-ack revise',
  creditnote:
    'credit_note* credit_memo* gutschrift* abono abonen nota_de_credito avoir refund* erstatt* reembols* rembours*',
  instead:
    'instead versus vs rather_than statt anstatt anstelle en_vez en_lugar au_lieu in_place whereas against',
  terms:
    'terms net net30 net45 net60 zahlungsziel* zahlungsbeding* zahlungsfrist* lieferbeding* plazo plazos condicion* delai_de_paiement conditions payment_terms fin_de_mois incoterm* fob cif exw dap ddp cpt fca clause clauses clausula* paragraph section article artikel_ agb ncnr ts&cs jours_fin tage_netto',
  minimum: 'minimum* moq mindest* minimo* minimal* mindermenge* small_order mindestbestell* minimale',
  freight:
    'freight shipping_charge shipping_cost* surcharge* fracht* frachtkosten frei_haus zuschlag* frachtpauschale pauschale portes flete* franco frais_de_port frais_de_transport port_ transport_cost fuel handling frais frt envio_gratis gastos_de_envio',
  expired:
    'expired expire expires lapsed ended ran_out abgelaufen ausgelaufen vencido caducado expire* echeance renew* renewed verlanger* renovar renouvel*',
  exclusive: 'exclusiv* exclusif* exklusiv*',
  stock:
    'stock stocks inventory bestand* lagerbestand* vorrat* vorratig* existenc* available availability verfugbar* lieferbar* disponib* dispo auf_lager am_lager on_hand on_the_shelf shelf shelves en_almacen en_piso warehouse lager magazzino voorraad atp',
  shortage:
    "vergriffen knapp aus_sind sind_aus ist_aus nix_da nicht_genug reicht_nicht null_bestand keine_mehr nur_noch ausgegangen quiebre no_quedan no_queda no_hay se_acabo se_acabaron se_agot* surtido_parcial faltante_de epuise* indisponible* plus_dispo il_en_reste penurie* can't_fill cannot_fill can_only_ship only_ship zero_on shelf_is_empty none_on shows_zero says_zero weeks_out decommitted short_on shortage* backorder* back_order* backordered out_of_stock oos sold_out bo allocation allocat* decommit* rupture* penurie ruckstand* engpass* lieferengpass* nicht_lieferbar nicht_vorratig ausverkauft agotad* rotura desabasto sin_existencia* sin_stock reliquat* unavailable not_available discontinu* abgekundigt* obsolet* no_stock ran_out run_out none_left have_none plus_de esaurit* uitverkocht descatalog*",
  substitute:
    'substitut* alternat* equivalent* replacement* successor* another_brand other_brand different_brand store_brand similar ersatz* ersatzartikel gleichwertig* vergleichbar* nachfolg* sustitut* otra_marca equivalente* remplac* remplacement autre_marque comparable',
  partial:
    'partial* remainder remaining balance rest restmenge* restliche* teilmenge* teillieferung* parcial* resto restante* reste solde partiel* half halfte mitad moitie third only_part backlog',
  restock:
    'restock* replenish* back_in reponer* reposicion* reapprovision* arrivage nachschub wieder_da wiederverfugbar lead_time lieferzeit* supply_plan reassort',
  maker:
    'supplier* vendor manufacturer* factory works mill plant hersteller* werk lieferant* fabricante* proveedor* fournisseur* usine fabricant furnace production producteur',
  papers:
    "notice_ instructions_manual declaration_of user_manual bedienungsanleitung gebrauchsanweisung allergen* haccp traceability marquage_ce ce_marking conformity test_report prufbericht* messprotokoll* kalibrier* calibration registro_sanitario registro_ ficha permiso licencia permit lieferantenerklarung* langzeitlieferantenerklarung praferenz* preuve_d'origine certificado_de fumigation fumigacion phytosanit* health_certificate veterinar* certificate* certs cert coc coa cofa cofc sds msds bill_of_lading b/l bol packing_list packing_slip zeugnis* zertifikat* konformitat* analysenzert* ursprungs* sicherheitsdatenblatt* lieferschein* frachtbrief* handelsrechnung* prufzeugnis* abnahmeprufzeugnis werkszeugnis certificad* ficha_de fichas albaran* pedimento carta_porte certificat* fiche_de fiche_technique fds bon_de_livraison eur1 eur eur.1 attestation* declaration* erklarung* paperwork papers papiere zollpapiere papeles papiers documents document documentos documento dokument* unterlagen documentation liste_de_colisage colisage packing rohs reach un38 test_summary commercial_invoice proforma_invoice date_code sterili* analyse* datasheet statement_of_origin adr dangerous_goods gefahrgut* mercancias_peligrosas matieres_dangereuses",
  customs:
    'customs broker zoll* zolltarif* verzoll* aduan* douan* tariff hs_code* arancel* clearance clear clearing transit transitaire dua export* import eori border frontera grenze chamber consulate l/c despacho',
  missing:
    'missing lack* lacks without fehlt fehlen fehlend* fehlte ohne falta faltan faltaba faltante* sin manque* manquant* sans absent not_included kein_lieferschein forgot nowhere',
  send: 'send email forward provide furnish supply_us sende* senden schick* zusend* zusenden ubersend* nachreich* envie* enviar enviarlo enviad* mandar mandad* manden mandais mandame envoy* adresser transmett* fournir dig_out e-mail resend',
  signoff:
    'quarantine* sperrlager quarantan* cuarentena quarantaine inspector audit* auditor* iqc qc wareneingang receiving_inspection goods-in abnahme calidad qualite qualitat*',
  carrier:
    'carrier* driver* truck* trailer* van lorry courier shipper haulier tractor spedition* spediteur spedi fahrer lkw wagen fahrzeug* paketdienst kurier transportista* chofer camion* conductor mensajer* unidad operador repartidor transporteur* transporter chauffeur* livreur* vehicule* conteneur* container* vessel ship_line ups fedex dhl dpd gls usps freight_line forwarder transportes transports dispatch tournee reparto* furgon* schip vrachtwagen corriere parcel paket pakete colis paquete* palette_ trucker',
  late: "no_one_came nobody_came nobody_showed didn't_show never_showed never_came hasn't_come not_come_yet keiner_da niemand_gekommen nicht_gekommen nicht_erschienen no_vino no_ha_venido no_ha_llegado no_llego sin_venir sin_llegar pas_venu pas_arrive toujours_rien personne_n'est not_arrived not_turned late delay* delayed behind_schedule verspat* verzoger* ausgeblieben* retras* demor* retard* slip slipped overdue_delivery uberfallig nicht_mehr_moglich missed miss reporte* too_late ritardo vertraging postponed_by no_show",
  arrive:
    'arrive* arrived showed show_up shown turned_up came come kommt kommen gekommen angekommen eingetroffen eintreff* llegue llega llegad* llego llegar llegaron arriv* venu passe in_yet here da_sein hier aparec*',
  where:
    'no_sign any_sign no_trace keine_spur nicht_auffindbar verschwunden geblieben sin_noticias sin_rastro ubicacion aucune_trace aucune_nouvelle sans_nouvelle localis* become_of got_to where whereabouts wo wo_bleibt verbleib donde ou_est ou_en por_donde find_out locate averiguar averigu* trace sabeis_algo any_news any_update any_word what_happened que_paso was_ist_da_los',
  waiting:
    'wait waiting waited wartet warten warte gewartet wartend esper* attend attends attendons attendre attente standing_on chasing chase still immer_noch todavia aun toujours noch_nicht bis_heute',
  tracking:
    'tracking scan scanned scans transit in_transit verfolgung sendungsverfolgung sendung* sendungsnummer seguimiento rastreo suivi guia awb pro departed hub terminal yard depot verteilzentrum acheminement expedicion',
  mishap:
    'snowed whiteout blizzard fog overturned jackknif* flat_tire tire engine_trouble hours_of_service ran_out_of_hours ferry_cancelled rolled_to blank_sailing missed_the_vessel reifenschaden reifenpanne liegengeblieben stehengeblieben gesperrte_autobahn glatteis verloren_gegangen verschollen unauffindbar nirgends falsch_verladen irrlaufer fahlt crevaison en_panne en_rade egare* bloque_sur paro_camionero bloqueo_de volcad* pinchazo averiad* ni_rastro desaparecid* varado en_bodega_de broke_down breakdown accident strike storm snow ice wind hurricane flood closed_both industrial_action unfall* auffahrunfall panne streik stau sturm huelga averia nevada cortes accidente verglas greve neige immobilis* intemper* lost verloren perdid* perdu extravi* congestion rerouted no_movement not_moving not_moved port_congestion weather reefer relay',
  pickup: 'pickup pick_up picked_up collect* abhol* recog* enlev* enlevement ramass* pu',
  deliver:
    'deliver* delivery deliveries liefer* lieferung* geliefert zustell* anliefer* anlieferung* entreg* livr* livraison* reparto consegn* bezorg* lever*',
  when: 'when eta wann cuando quand date termin* fecha delai tomorrow morgen manana demain until bis hasta recovery expedite* hot-ship asap urgent* dringend urgente eilt',
  past: 'yesterday gestern ayer hier_soir was_due due supposed should_have scheduled avisiert* zugesagt_war sollte hatte debia tenia_que devait prevu* promised_for last_friday ago seit desde depuis since',
  double:
    'keyed_twice entered_twice sent_it_twice ordered_twice both_ordered four_times three_times drei_mal dreimal zwei_gleiche zwei_stuck_zuviel zweites_paket extras surplus deux_exemplaires deux_colis rejoue* dos_pedidos dos_paquetes dos_oportunidades dos_iguales iguales_ beide_bestellt beide_haben twice duplicat* double doubled dupe dupes two_times doppel* zweimal zweifach* zweite zwei_bestatigung* zwei_auftrags* duplicad* por_duplicado repetid* dos_veces doble doublon* en_double deux_fois x2 2x numsmall_x second segundo second_one dos_confirmaciones deux_confirmations deux_commandes two_confirmations two_orders two_sales two_acknowledg* ambos both beide les_deux los_dos doppio dubbel',
  same: 'same identical identisch* gleich gleiche gleichen dieselbe derselbe dasselbe mism* igual iguales idantic* identique* meme pareil copy ghost already schon bereits ya_estaba deja',
  again:
    'again nochmal nochmals erneut otra_vez de_nuevo encore_une de_nouveau re-sent resent resubmit* retransmit* replay* retry retried reprocess* re-transmitted second_time',
  once: "once only_one just_one one_time single_booking einmal nur_einmal una_vez solo_uno solo_una un_solo une_seule qu'une only_once just_once one_of_them keep_one",
  cancel:
    'cancel* void kill delete withdraw storn* streich* anul* cancela* cancelar annul* supprim* quitad quitar quiten quita quitais drop_the scrap remove entfall* entfallt leave_off forget bin close elimin* take_off take_out rausnehmen herauszunehmen call_off enlever enleve',
  change:
    'change* amend* alter alteration modif* revise* revision ander* anderung geandert cambi* modific* swap switch change_order umstellen tausch* umbuchen swap_the make_it make_the mach hacer passer make_that',
  quantity:
    'aufstocken weglassen dazupacken draufpacken mehr_von rajoutez rajouter enlevez ajoutez poner anade sumar make_that instead_of_the bump_up up_the cut_back fewer drop_the double_the plutot subir bajar increase raise add adding adding_on more erhoh* erhohen aument* anad* agreg* sumale rajout* ajout* augment* dazu zusatzlich* reduce* reduzier* reduc* lower quantity qty menge* cantidad* quantite* two_more extra weniger menos moins mehr mas_piezas anzahl bump',
  reschedule:
    'nach_hinten nach_vorne fruherer_termin spaterer_termin atrasar mas_tarde antes_de_lo plus_tard plus_tot move_it_to moved_from slide later_date earlier_date reschedul* postpon* push push_out pull_in earlier sooner bring_forward verschieb* vorzieh* vorzuziehen hinausschieb* hinauszuschieben spater fruher schon_donnerstag aplaz* adelant* posponer decal* avancer avance reporter repousser defer move_the hold_off a_week_later week_earlier',
  address:
    'address ship_to ship-to anschrift* lieferanschrift lieferadresse adresse direccion* domicilio site jobsite chantier obra baustelle standort branch sucursal plant_ elsewhere different_location en_vez_del in_place_of depot_',
  changemind:
    "changed_her_mind changed_his_mind changed_our_mind mistake_in we_made_a umentschieden bedarf no_longer_need don't_need ya_no_hace ya_no_necesit* plus_besoin finalement project_was projekt_wurde doch_nicht statt_dessen still_possible still_change still_alter a_tiempo noch_moglich encore_possible si_on_peut before_you if_not_picked not_packed nicht_mehr_benotig* nicht_mehr_gebraucht",
  rule: 'always only_on immer_nur nur_vormittags nur_nachmittags nur_mit nicht_vor nicht_nach uniquement jamais_apres avant_11 solo_por solo_de siempre_por account_notes stammblatt stammdaten customer_file fiche_client ficha_de_cliente must required require requires requirement* reminder remind reminded policy rule rules muss mussen beachten beachtet vorschrift* richtlinie* anlieferricht* anlieferbed* vorgabe* pflicht recorda* recuerdo norma* obligatori* requier* requiere* exig* manual routing_guide vendor_guide guide guideline* compliance noncomplian* spec specification rappel_ rappeler consigne* cahier_des_charges politique obligatoire instructions noted_on on_file every_time cada_vez jedes_mal kunftig future never_ immer siempre toujours_',
  appointment:
    'appointment* appt slot* window windows book_in booking_reference dock docks receiving_hours bay zeitfenster avis avisieren aviso cita citas agenda_de horario* muelle rampe tor rendez-vous rendezvous rdv creneau* quai call_ahead call_first call_before anrufen_vorher aviso_previo unload* descarg* entlad* abladen decharg* lumper hours',
  label:
    'label* relabel sticker fnsku barcode* gs1 sscc nve asn advance_ship etikett* beschrift* etiquet* etiquette* etiquetage ean-128 ean code_barre*',
  pallet:
    'pallet* palett* tarima* pale pales palet palets height hohe hoch altura haute stretch gma europal* europe_palette pallet_height ispm',
  vehicle:
    'liftgate lift_gate tail_lift hebebuhne hayon hiab straight_truck forklift stapler plataforma_elevadora montacargas box_truck gabelstapler crane kran side-loader semi',
  complete:
    'ship_complete complete_only complete_shipment komplettlieferung komplett_liefern nur_komplett entrega_completa livraison_complete no_split do_not_split no_partial* keine_teil* no_parciales en_una_sola all_together one_shipment split partials',
  shelflife:
    'shelf_life expiry expiration expir* mhd restlaufzeit haltbarkeit caducidad dlc ddm dluo lot lots batch batches charge chargen lote lotes one_lot single_lot date_codes vida_util cold_chain',
  gate: 'turned_away bounced bounce rejected rejects reject refus* abgelehnt* abgewiesen verweiger* rechaz* devuel* devolver regresado umkehren sent_back refused not_admitted fine fined chargeback penalty fee penalite* multa deduct* nicht_angenommen',
  damage:
    'aufgerissen* eingerissen* zerrissen* zerquetscht* ausgelaufen ausgelaufene* lauft_aus scherben geplatzt* aufgeplatzt zerkratzt* verbeult* beschadigung* undicht* split_open split_seam burst ripped shards in_pieces leaking leaky spilled caved_in banged_up chipped snapped mangled dropped_from pierced punctured eventre* perce* fendu* fuite fuit coule ecrase* eclate* dechir* moisi* trizad* quebrad* rajad* partid* rasgad* derram* mermas agujeread* destrozad* chorrea damage* damaged broken broke crushed smash* crack* dent* dented wet bent leak* torn scratch* rust* soaked shattered beschadig* kaputt zerdruckt zerbroch* gebrochen eingedruckt nass durchnasst kratzer sprung verbogen bruch danad* danos rot_o rota rotas roto rotos golpead* mojad* reventad* aplast* abollad* abim* casse cassee casses endommag* ecras* brise brisee mouill* raye* tordu* deform* melted spoiled contamin* transportschaden defect* beule*',
  count:
    'missing_from fehlen_uns zu_wenig weniger_als statt_der kamen_nur nur_angekommen faltan_en llegaron_solo vinieron menos_de_lo manque_a manquait comptee* compte_ recus_sur sur_les short_shipped short_landed shortlanded counted_only short counted count recount* tally fehlmenge* unvollstandig incomplet* faltan de_menos_ kolli cartons carton kartons boxes kisten cajas bultos bulto caisses pallets_short units pcs stuck pieces piezas missing_units only_received received_only we_got nur_bekommen angekommen_sind recibimos recibi',
  pod: 'nie_erhalten nichts_erhalten nichts_angekommen bestreitet empfanger_unbekannt unbekannte_unterschrift beim_hausmeister nie_angekommen never_received never_got not_received no_record denies no_le_llego no_recibimos no_recibio nunca_llego firmado_por jamais_recu rien_recu bon_emarge conteste nobody_here nobody_there who_took pod proof signed signature sign who_signed unterschr* quittier* quittung ablieferbeleg empfangsbestatigung firm_ firma firmo firmad* acuse comprobante sellado prueba emarge* preuve recepisse receipt marked_delivered says_delivered shows_delivered marque_livre entregado_el zugestellt_laut left_in left_at dropped_at dropped neighbour neighbor nachbar vecino voisin wrong_address reception_desk lobby',
  claim:
    'claim* reklam* reclam* reserves vorbehalt litige* os&d osd dispute* beanstand* bemangel* mangel mangel* replace replacement_for reponer_ replace_them surveyor',
  received:
    'received got erhalten bekommen recib* recu recue recus reception_ eingegangen entrado bekam ontvangen ricevut*',
  photo: 'photo* pics picture* foto* fotos video bilder image*',
  thanks:
    'thank* thx cheers appreciate danke dank dankeschon herzlichen_dank gracias merci bedankt grazie obrigado kudos',
  good: "perfect* great excellent wonderful all_good in_order in_ordnung vollstandig tadellos super prima perfecto todo_bien estupendo parfait nickel impeccable works_for works_perfectly fine_with sounds_good no_issues no_problem well alles_gut all_counted everything on_time punktlich puntual a_l'heure happy glad content smoothly bien_recu",
  ask: 'how_much what_price need_a_price need_price best_price please_quote do_you_carry do_you_have can_you_quote was_kostet was_kosten preisanfrage anfrage bieten_sie bitte_angebot cuanto cuesta precio_de necesito_precio combien un_prix chiffrer tarif_pour interested_in inquiry enquiry solicitud demande_de budget price_list preisliste* lista_de_precios tarifas tarif_2027 grille_tarifaire samples sample muster muestras echantillon*',
  attached:
    'attached enclosed attachment anbei anlage anliegend beigefugt adjunt* anex* ci-joint* jointe joint please_find herewith',
  confirm:
    'confirm* bestatig* acknowledg* ack confirma* confirmac* confirmation auftragsbestatigung accuse_de ar_ orderbevestiging',
  catalog:
    'catalog* catalogue* brochure prospekt katalog* folleto webinar newsletter training seminar schulung formation range sortiment launch',
  meeting:
    'meeting meet call agenda lunch coffee visit fair qbr besuch messe reunion reunir* visita feria salon cena comida party feier einladung invite invitation dinner besprechung teams_call zoom',
  holiday:
    'holiday* vacation* closing closed urlaub* ferien betriebsferien geschlossen vacacion* cerrad* ferme fermeture* conges feiertag* christmas weihnacht* navidad noel new_year neujahr inventur inventory_count inventario_anual puente easter ostern',
  personal:
    'congratulat* gluckwunsch felicid* felicitations birthday retire* ruhestand jubil* welcome willkommen bienvenid* bienvenue colleague kollege kollegin companera collegue vertretung interlocuteur ansprechpartner contact new_contact email_address phone_number new_number application bewerbung apply job candidate survey umfrage encuesta enquete form formular* questionnaire fragebogen',
  fyi: 'fyi zur_info zur_kenntnis no_action nothing_urgent no_hurry for_your_records for_your_files pour_info informational no_corre_prisa nada_urgente keine_antwort forecast prognose prevision minutes notes summary protokoll statement kontoauszug extracto copy_of_invoice',
  order:
    'order orders ordered ordering po pos bestell* bestellung* auftrag* pedido* orden oc commande* command* ordre ordine bestelling encomenda',
  neg: "not no never nothing nobody none nor cannot can't won't don't didn't doesn't isn't aren't hasn't haven't wasn't couldn't wouldn't wont dont didnt isnt havent hasnt kein keine keinen keiner keinem nicht nichts niemand nie nix nunca nada nadie ni pas jamais rien aucun aucune personne geen niet nie_ non niente",
  resolved:
    "resolved solved settled sorted_out cleared_up closed_out case_closed is_closed was_closed never_mind nevermind disregard ignore_my no_longer_needed no_need false_alarm turned_up_after found_it found_them was_found fixed_now all_set we're_square released_it was_released done_now taken_care no_action nothing_else nothing_needed already_shipped has_shipped on_its_way on_their_way erledigt* hat_sich_erledigt geklart hat_sich_geklart abgeschlossen hinfallig gefunden aufgetaucht freigegeben_und korrigiert_und kein_handlungsbedarf nichts_zu_tun ist_raus sind_raus unterwegs resuelto resuelta solucionad* arreglado_ya aclarad* aparecieron aparecio olvidalo olvidenlo olvida cerrado_el tema_cerrado caso_cerrado ya_esta_todo ya_esta ya_quedo quedo_resuelto liberado_y sin_novedad regle_ c'est_regle est_regle resolu* est_clos est_close affaire_close dossier_clos retrouve* rien_a_faire oubliez c'est_corrige est_corrige debloquee",
  relaxed:
    "no_hurry no_rush no_worries no_problem no_stress not_urgent no_trouble take_your_time don't_worry do_not_worry do_not_trouble fine_by that's_fine is_fine suits_us works_for_us whenever at_your_convenience got_plenty have_plenty have_enough got_enough quite_enough no_big_deal eilt_nicht kein_stress kein_problem keine_eile alles_gut macht_nichts passt_auch ist_in_ordnung noch_genug sin_prisa no_corre tranquil* no_pasa_nada no_hay_problema me_vale nos_vale todo_bien tenemos_de_sobra de_sobra pas_grave pas_de_souci pas_urgent rien_d'urgent aucun_probleme pas_de_probleme nous_convient me_convient ca_nous_va on_a_de_quoi",
  advert:
    'free_trial our_software our_platform our_solution our_tool book_a_demo demo register_today join_us join_our sign_up unsubscribe experts headache open_to_a quick_chat 15_minutes save_up cut_costs would_love_to we_help are_you_tired tired_of lead_generation erfahren_sie jetzt_anmelden kostenlos* unverbindlich sparen_sie unsere_plattform unsere_software durfen_wir ahorre gratis prueba_gratuita nuestra_plataforma nuestra_solucion ayudamos_a le_vendria inscribase inscrib* reduisez gratuit* essai_gratuit notre_solution notre_plateforme nous_aidons inscrivez* decouvrez',
  office:
    'password kennwort passwort contrasena clave mot_de_passe payroll payslip gehalt* nomina paie printer drucker imprimante intranet helpdesk help_desk it-service erp wiki login laptop server wartungsfenster maintenance_window backup parking parkplatz aparcamiento kitchen kuche break_room fire_drill simulacro evacuation unterweisung drill flu_shots benefits insurance versicherung* poliza assurance w-9 w9 badge ausweis',
  only: 'only just nur lediglich solo solamente seulement que_ bloss maximum',
  please:
    "please pls plz bitte favor por_favor merci_de stp svp s'il_vous kindly pouvez-vous pourriez-vous podeis podrian puede konnen_sie konnt could would can",
};

interface Phrase {
  rest: string[];
  concept: string;
}

const exact = new Map<string, string[]>();
const prefixes = new Map<string, string[]>();
const phrases = new Map<string, Phrase[]>();
for (const [concept, list] of Object.entries(lexicon)) {
  for (const entry of list.split(' ')) {
    const [first = '', ...rest] = entry.split('_').filter(Boolean);
    if (rest.length) phrases.set(first, [...(phrases.get(first) ?? []), { rest, concept }]);
    else if (first.endsWith('*'))
      prefixes.set(first.slice(0, -1), [...(prefixes.get(first.slice(0, -1)) ?? []), concept]);
    else exact.set(first, [...(exact.get(first) ?? []), concept]);
  }
}

const fits = (word: string | undefined, pattern: string): boolean =>
  word !== undefined && (pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern);

/** For each word (small letters, no accents) what it stands for; a phrase counts at its first word. */
export function conceptsOf(words: string[]): string[][] {
  return words.map((word, at) => {
    const found = new Set(exact.get(word));
    for (let length = 3; length <= word.length; length += 1)
      for (const concept of prefixes.get(word.slice(0, length)) ?? []) found.add(concept);
    for (const { rest, concept } of phrases.get(word) ?? [])
      if (rest.every((pattern, further) => fits(words[at + 1 + further], pattern))) found.add(concept);
    return [...found];
  });
}
