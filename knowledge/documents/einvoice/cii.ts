/** Cross Industry Invoice: Factur-X, ZUGFeRD 1 and 2, XRechnung (UN/CEFACT D16B and what came before it). */
import Big from 'big.js';
import type { ReadDocument } from '#core/model/document.ts';
import { type Bill, type BillLine, checkBill } from './arithmetic.ts';
import { toBig, XmlDraft, XmlLine } from './draft.ts';
import { all, attribute, one, own, text, type XmlElement } from './xml.ts';

const transaction = 'SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction';
const agreement = `${transaction}/ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement`;
const delivery = `${transaction}/ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery`;
const settlement = `${transaction}/ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement`;
const totals = `${settlement}/SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation`;
const header = 'ExchangedDocument|HeaderExchangedDocument';
/** References are called ID in the first version. */
const id = 'IssuerAssignedID|ID';
const dateText = 'DateTimeString|DateTime';

/** 1001: documents that take money back. */
const credits = new Set(['381', '261', '262', '296', '308', '396', '420', '458', '532']);

export function readCii(file: string, root: XmlElement): ReadDocument {
  const draft = new XmlDraft(root);
  draft.put('number', 'text', `${header}/ID`);
  draft.put('date', 'date', `${header}/IssueDateTime/${dateText}`);
  draft.put('poNumber', 'text', `${agreement}/BuyerOrderReferencedDocument/${id}`);
  draft.put('orderNumber', 'text', `${agreement}/SellerOrderReferencedDocument/${id}`);
  draft.put('invoiceNumber', 'text', `${settlement}/InvoiceReferencedDocument/${id}`);
  draft.put(
    'shipmentNumber',
    'text',
    `${delivery}/DespatchAdviceReferencedDocument|DeliveryNoteReferencedDocument/${id}`,
  );
  draft.put('seller', 'text', `${agreement}/SellerTradeParty/Name`);
  draft.put('buyer', 'text', `${agreement}/BuyerTradeParty/Name`);
  for (const [field, party] of [
    ['sellerAddress', `${agreement}/SellerTradeParty`],
    ['buyerAddress', `${agreement}/BuyerTradeParty`],
  ] as const)
    draft.set(field, address(one(root, party)), party);
  const shipTo = one(root, `${delivery}/ShipToTradeParty`);
  draft.set(
    'shipTo',
    [shipTo ? text(shipTo, 'Name') : '', address(shipTo)].filter(Boolean).join(', '),
    `${delivery}/ShipToTradeParty`,
  );
  draft.put(
    'deliveryDate',
    'date',
    `${delivery}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/${dateText}`,
  );
  draft.put('currency', 'text', `${settlement}/InvoiceCurrencyCode`);
  draft.put('paymentTerms', 'text', `${settlement}/SpecifiedTradePaymentTerms/Description`);
  draft.put('dueDate', 'date', `${settlement}/SpecifiedTradePaymentTerms/DueDateDateTime/${dateText}`);
  draft.put('totalNet', 'amount', `${totals}/TaxBasisTotalAmount`);
  draft.set('totalTax', taxTotal(root)?.toFixed(2) ?? null, `${totals}/TaxTotalAmount`);
  draft.put('total', 'amount', `${totals}/GrandTotalAmount`, `${totals}/DuePayableAmount`);
  draft.put('amountDue', 'amount', `${totals}/DuePayableAmount`);
  const lines = all(root, `${transaction}/IncludedSupplyChainTradeLineItem`).filter(isItem);
  for (const [index, element] of lines.entries()) draft.lines.push(readLine(element, index));
  const kind = credits.has(text(root, `${header}/TypeCode`)) ? 'credit_note' : 'invoice';
  return { ...draft.done(file, kind), checks: checkBill(bill(root, lines)) };
}

/** A line that is only a text, a heading or a sum of others is none (EXTENDED: LineStatusReasonCode). */
const isItem = (line: XmlElement): boolean =>
  !/^(?:GROUP|INFORMATION)$/.test(text(line, 'AssociatedDocumentLineDocument/LineStatusReasonCode')) &&
  text(line, 'SpecifiedTradeProduct/Name') !== '';

const lineAgreement = 'SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement';
const lineDelivery = 'SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery';
const lineSettlement = 'SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement';
const lineAmount = `${lineSettlement}/SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation/LineTotalAmount`;
const netPrice = `${lineAgreement}/NetPriceProductTradePrice`;
const quantity = `${lineDelivery}/BilledQuantity`;

function readLine(element: XmlElement, index: number): ReadDocument['lines'][number] {
  const line = new XmlLine(element, `IncludedSupplyChainTradeLineItem[${index + 1}]`);
  line.put('line', 'text', 'AssociatedDocumentLineDocument/LineID');
  line.put('sku', 'text', 'SpecifiedTradeProduct/SellerAssignedID', 'SpecifiedTradeProduct/GlobalID');
  line.put('buyerSku', 'text', 'SpecifiedTradeProduct/BuyerAssignedID');
  line.put('description', 'text', 'SpecifiedTradeProduct/Name');
  line.put('quantity', 'number', quantity);
  line.set('unit', attribute(one(element, quantity), 'unitCode'), `${quantity}/@unitCode`);
  line.put('unitPrice', 'number', `${netPrice}/ChargeAmount`);
  line.put('amount', 'amount', lineAmount);
  line.put('lot', 'text', 'SpecifiedTradeProduct/IndividualTradeProductInstance/BatchID');
  line.put('poNumber', 'text', `${lineAgreement}/BuyerOrderReferencedDocument/${id}`);
  return line.line;
}

function address(party: XmlElement | undefined): string {
  const place = party && one(party, 'PostalTradeAddress');
  if (!place) return '';
  const street = ['LineOne', 'LineTwo', 'LineThree', 'StreetName'].map((name) => text(place, name));
  const city = [text(place, 'PostcodeCode'), text(place, 'CityName')].filter(Boolean).join(' ');
  return [...street, city, text(place, 'CountryID')].filter(Boolean).join(', ');
}

/** The tax in the invoice's own currency; a second amount may stand beside it in the currency of the tax office. */
function taxTotal(root: XmlElement): Big | null {
  const currency = text(root, `${settlement}/InvoiceCurrencyCode`);
  const amounts = all(root, `${totals}/TaxTotalAmount`);
  const fitting = amounts.find((amount) => attribute(amount, 'currencyID') === currency) ?? amounts[0];
  return fitting ? toBig(own(fitting)) : null;
}

function bill(root: XmlElement, lines: XmlElement[]): Bill {
  const amount = (path: string): Big | null => toBig(text(root, `${totals}/${path}`));
  return {
    lines: lines.map(billLine),
    sumOfLines: amount('LineTotalAmount'),
    allowances: amount('AllowanceTotalAmount'),
    charges: amount('ChargeTotalAmount'),
    net: amount('TaxBasisTotalAmount'),
    tax: taxTotal(root),
    taxes: all(root, `${settlement}/ApplicableTradeTax`).map((tax) => ({
      base: toBig(text(tax, 'BasisAmount')),
      rate: toBig(text(tax, 'RateApplicablePercent|ApplicablePercent')),
      amount: toBig(text(tax, 'CalculatedAmount')),
    })),
    total: amount('GrandTotalAmount'),
    prepaid: amount('TotalPrepaidAmount'),
    rounding: amount('RoundingAmount'),
    due: amount('DuePayableAmount'),
  };
}

function billLine(line: XmlElement, index: number): BillLine {
  const adjustments = all(line, `${lineSettlement}/SpecifiedTradeAllowanceCharge`);
  const adjusted = (charge: string): Big =>
    adjustments
      .filter((a) => text(a, 'ChargeIndicator/Indicator') === charge)
      .reduce((sum, a) => sum.plus(toBig(text(a, 'ActualAmount')) ?? 0), new Big(0));
  return {
    label: text(line, 'AssociatedDocumentLineDocument/LineID') || String(index + 1),
    quantity: toBig(text(line, quantity)),
    price: toBig(text(line, `${netPrice}/ChargeAmount`)),
    base: toBig(text(line, `${netPrice}/BasisQuantity`)) ?? new Big(1),
    allowances: adjusted('false'),
    charges: adjusted('true'),
    amount: toBig(text(line, lineAmount)),
  };
}
