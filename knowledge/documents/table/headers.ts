/** What people call the columns of an order, and the fields above it: English, German, Spanish, French. */
import type { DocumentFieldName, DocumentKind, LineFieldName } from '#core/model/document.ts';

/** Letters and digits in lower case without accents: `Artikel-Nr.` is `artikelnr`. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, '');

const columns: Record<LineFieldName, string> = {
  line: 'line,lineno,linenumber,ln,pos,posnr,position,no,nr,lfdnr,ligne,linea,partida,renglon,poste,zeile,#',
  sku: 'sku,item,itemno,itemnumber,itemcode,itemid,article,articleno,articlenumber,part,partno,partnumber,product,productcode,productno,productid,material,materialnumber,materialno,catalogno,catalognumber,catno,supplieritem,supplierpart,vendoritem,vendorpart,vendorpartno,artikel,artikelnr,artikelnummer,artnr,artikelno,sachnummer,teilenummer,materialnummer,bestellnummer,lieferantenartikelnr,referencia,ref,codigo,codigoarticulo,articulo,numerodearticulo,codarticulo,reference,referencearticle,codearticle,noarticle,numeroarticle,codeproduit,stockcode,model,modelno,mpn',
  buyerSku:
    'customeritem,customerpart,customerpartno,customeritemno,customersku,ourpart,ourpartno,ouritem,ouritemno,buyeritem,buyerpart,yourreference,kundenartikel,kundenartikelnr,kundenartikelnummer,unsereartikelnr,unsereartnr,ihreartikelnr,codigocliente,nuestrareferencia,refcliente,refclient,notrereference,codeclient',
  description:
    'description,itemdescription,productdescription,desc,name,itemname,productname,productdesc,text,bezeichnung,artikelbezeichnung,beschreibung,artikeltext,descripcion,denominacion,concepto,designation,libelle,intitule,materialdescription',
  quantity:
    'quantity,qty,orderqty,orderedqty,orderquantity,quantityordered,qtyordered,ordered,pcs,pieces,amountordered,menge,bestellmenge,anzahl,stuck,stk,cantidad,cant,cantidadpedida,unidades,uds,quantite,qte,quantitecommandee,nombre,shippedqty,qtyshipped,quantityshipped,gelieferteMenge,liefermenge',
  confirmedQuantity:
    'confirmed,confirmedqty,qtyconfirmed,confirmedquantity,quantityconfirmed,bestatigtemenge,bestatigt,cantidadconfirmada,quantiteconfirmee',
  backorderedQuantity:
    'backorder,backordered,backorderqty,qtybackordered,backorderedqty,ruckstand,ruckstandsmenge,pendiente,cantidadpendiente,reliquat,restealivrer',
  unit: 'unit,uom,um,unitofmeasure,units,einheit,me,mengeneinheit,vpe,unidad,unidadmedida,udm,unite,unitemesure,u',
  unitPrice:
    'price,unitprice,priceeach,each,netprice,listprice,unitcost,cost,rate,newprice,preis,einzelpreis,ep,stuckpreis,nettopreis,listenpreis,preisjeeinheit,precio,preciounitario,preciounit,punit,precioneto,prix,prixunitaire,pu,puht,prixunitaireht,prixnet,tarif',
  amount:
    'amount,linetotal,total,extended,extendedprice,extprice,lineamount,value,netamount,betrag,gesamt,gesamtpreis,summe,gp,gesamtbetrag,positionswert,nettobetrag,importe,totallinea,importetotal,montant,montantht,totalht,totalligne,soustotal',
  requestedDate:
    'requesteddate,requestdate,duedate,needby,needbydate,deliverydate,requireddate,deliverby,date,wanted,wunschtermin,liefertermin,lieferdatum,termin,wunschlieferdatum,fecha,fechaentrega,fechadeentrega,fecharequerida,datelivraison,datedelivraison,datesouhaitee,delai,livraison',
  promisedDate:
    'promiseddate,promisedate,promised,confirmeddate,estimateddate,eta,availabledate,shipdate,bestatigtertermin,zugesagt,liefertagbestatigt,fechaprometida,fechaconfirmada,fechaprevista,datepromise,dateconfirmee,dateprevue',
  status: 'status,linestatus,state,estado,statut,etat',
  reason:
    'reason,comment,comments,note,notes,remark,remarks,bemerkung,grund,hinweis,motivo,observaciones,comentario,motif,commentaire,remarque',
  lot: 'lot,lotno,lotnumber,batch,batchno,charge,chargennummer,chargennr,lote,numerodelote,numerodelot',
  poNumber:
    'po,pono,ponumber,purchaseorder,purchaseorderno,customerpo,bestellnr,bestellung,pedido,nopedido,numerodepedido,commande,nocommande,numerodecommande,boncommande',
  orderNumber: 'order,orderno,ordernumber,salesorder,so,auftrag,auftragsnr,auftragsnummer',
  trackingNumber: 'tracking,trackingno,trackingnumber,sendungsnummer,seguimiento,suivi,numerodesuivi',
};

const labels: Partial<Record<DocumentFieldName, string>> = {
  number:
    'number,documentno,documentnumber,invoiceno,invoicenumber,invoice,rechnung,rechnungsnr,rechnungsnummer,factura,nofactura,numerodefactura,facture,nofacture,numerodefacture,quoteno,quote',
  date: 'date,orderdate,podate,documentdate,issuedate,datum,bestelldatum,belegdatum,fecha,fechapedido,fechadepedido,datecommande,datedecommande',
  poNumber: `${columns.poNumber},ourorder,bestellnummer,unserebestellung,unserebestellnr,ordernumber,orderno,order,purchaseordernumber,po#,numeropedido`,
  orderNumber: 'salesorder,salesorderno,auftrag,auftragsnr,auftragsnummer,ihrauftrag,yourorder,sonumber',
  buyer:
    'buyer,customer,customername,company,soldto,billto,from,kunde,besteller,firma,auftraggeber,cliente,comprador,empresa,client,acheteur,societe',
  seller: 'seller,supplier,vendor,to,lieferant,verkaufer,anbieter,proveedor,vendedor,fournisseur,vendeur',
  shipTo:
    'shipto,deliverto,deliveryaddress,shippingaddress,lieferadresse,lieferanschrift,lieferort,direcciondeentrega,entregaren,adressedelivraison,livrera',
  currency: 'currency,wahrung,moneda,divisa,devise,monnaie',
  requestedDate:
    'requesteddate,requesteddelivery,deliverydate,needby,duedate,requireddate,liefertermin,lieferdatum,wunschtermin,fechadeentrega,fechaentrega,datedelivraison,datelivraison,livraisonsouhaitee',
  paymentTerms:
    'terms,paymentterms,zahlungsbedingungen,zahlungsziel,zahlbar,condicionesdepago,formadepago,conditionsdepaiement,reglement',
  freightTerms:
    'freightterms,freight,incoterm,incoterms,shippingterms,lieferbedingung,lieferbedingungen,portes,franco,conditionsdelivraison',
  carrier: 'carrier,shipvia,spediteur,versandart,transportista,transporteur',
  shipmentNumber:
    'shipment,shipmentno,lieferschein,lieferscheinnr,lieferscheinnummer,albaran,bonlivraison,bondelivraison,deliverynote',
};

/** Rows behind the lines. */
const sums: [DocumentFieldName, string][] = [
  [
    'totalNet',
    'subtotal,nettotal,totalnet,zwischensumme,nettosumme,summenetto,gesamtnetto,baseimponible,totalneto,totalht,soustotal,goodstotal',
  ],
  ['totalTax', 'tax,vat,salestax,gst,mwst,ust,umsatzsteuer,iva,tva,impuesto,taxtotal'],
  [
    'total',
    'total,grandtotal,ordertotal,totalamount,amountdue,totaldue,gesamt,gesamtsumme,gesamtbetrag,summe,bruttosumme,endbetrag,importetotal,totalttc,totalgeneral,totalpedido,totalgross',
  ],
];

const titles: [DocumentKind, RegExp][] = [
  [
    'order_confirmation',
    /order (?:confirmation|acknowledge?ment)|auftragsbest(?:ä|ae)tigung|confirmaci[oó]n de pedido|confirmation de commande|accus[eé] de r[eé]ception/i,
  ],
  [
    'order_change',
    /order change|change order|bestell(?:ä|ae)nderung|cambio de pedido|modification de commande/i,
  ],
  ['credit_note', /credit (?:note|memo)|gutschrift|nota de cr[eé]dito|\bavoir\b/i],
  [
    'packing_list',
    /packing (?:list|slip)|delivery note|lieferschein|packliste|albar[aá]n|bon de livraison|liste de colisage/i,
  ],
  ['invoice', /\binvoice\b|\brechnung\b|\bfactura\b|\bfacture\b/i],
  [
    'purchase_order',
    /purchase order|\border form\b|\bbestellung\b|\bpedido\b|orden de compra|bon de commande|\bcommande\b/i,
  ],
];

/** Longer cells are texts and no names; the patterns below are for short ones. */
const LABEL = 60;

const index = <Name extends string>(names: Partial<Record<Name, string>>): Map<string, Name> => {
  const found = new Map<string, Name>();
  for (const [name, words] of Object.entries(names) as [Name, string][])
    for (const word of words.split(','))
      if (!found.has(plain(word) || word)) found.set(plain(word) || word, name);
  return found;
};

const columnByName = index(columns);
const labelByName = index(labels);
const sumByName = new Map(
  sums.flatMap(([field, words]) => words.split(',').map((word) => [word, field] as const)),
);

/** Currencies, units and tax marks that stand behind a name: `Price (USD)`, `Preis EUR`, `Menge [Stk]`. */
const behind =
  /\s*[([{].*$|\s*[/|]\s*(?:usd|eur|gbp|chf|stk|pcs|ea|unit|each|einheit|unidad|unit[eé])\b.*$|\s+(?:in\s+)?(?:usd|eur|gbp|chf|€|\$|£)\s*$/i;

const cut = (text: string): string => plain(text.replace(behind, ''));

/** The field of a column's heading; null: it is none that is known. */
export function columnField(heading: string): LineFieldName | null {
  const text = heading.trim();
  if (!text || text.length > LABEL) return null;
  return columnByName.get(text) ?? columnByName.get(plain(text)) ?? columnByName.get(cut(text)) ?? null;
}

/** The field of a label above or below the table. */
export const labelField = (label: string): DocumentFieldName | null =>
  label.length > LABEL ? null : (labelByName.get(plain(label)) ?? labelByName.get(cut(label)) ?? null);

export const sumField = (label: string): DocumentFieldName | null => {
  if (label.length > LABEL) return null;
  const words = plain(label.replace(/[\d.,]+\s*%/g, ''));
  return sumByName.get(words) ?? sumByName.get(cut(label)) ?? null;
};

export const titledKind = (text: string): DocumentKind | null =>
  titles.find(([, words]) => words.test(text))?.[0] ?? null;

export const currencyIn = (text: string): string | null => {
  const code = /\b(USD|EUR|GBP|CHF|CAD|MXN|SEK|DKK|NOK|PLN|AUD)\b/i.exec(text)?.[1]?.toUpperCase();
  if (code) return code;
  return text.includes('€') ? 'EUR' : text.includes('£') ? 'GBP' : text.includes('$') ? 'USD' : null;
};
