/** UBL 2.1 and Peppol BIS 3: invoices, credit notes, orders, answers to orders, despatch advices. */
import Big from 'big.js';
import type { DocumentKind, ReadDocument } from '#core/model/document.ts';
import { type Bill, type BillLine, checkBill } from './arithmetic.ts';
import { toBig, XmlDraft, XmlLine } from './draft.ts';
import { all, attribute, one, own, text, type XmlElement } from './xml.ts';

interface Shape {
  kind: DocumentKind;
  /** Path of a line, and from there to its item details. */
  line: string;
  item: string;
  quantity: string[];
  totals: string;
}

/** By the root's name. */
const shapes: Record<string, Shape> = {
  Invoice: {
    kind: 'invoice',
    line: 'InvoiceLine',
    item: '',
    quantity: ['InvoicedQuantity'],
    totals: 'LegalMonetaryTotal',
  },
  CreditNote: {
    kind: 'credit_note',
    line: 'CreditNoteLine',
    item: '',
    quantity: ['CreditedQuantity'],
    totals: 'LegalMonetaryTotal',
  },
  Order: {
    kind: 'purchase_order',
    line: 'OrderLine',
    item: 'LineItem',
    quantity: ['Quantity'],
    totals: 'AnticipatedMonetaryTotal',
  },
  OrderChange: {
    kind: 'order_change',
    line: 'OrderLine',
    item: 'LineItem',
    quantity: ['Quantity'],
    totals: 'AnticipatedMonetaryTotal',
  },
  OrderCancellation: { kind: 'order_change', line: 'OrderLine', item: 'LineItem', quantity: [], totals: '' },
  OrderResponse: {
    kind: 'order_confirmation',
    line: 'OrderLine',
    item: 'LineItem',
    quantity: [],
    totals: 'LegalMonetaryTotal',
  },
  OrderResponseSimple: {
    kind: 'order_confirmation',
    line: 'OrderLine',
    item: 'LineItem',
    quantity: [],
    totals: '',
  },
  DespatchAdvice: {
    kind: 'packing_list',
    line: 'DespatchLine',
    item: '',
    quantity: ['DeliveredQuantity'],
    totals: '',
  },
};

export const isUbl = (root: string): boolean => Object.hasOwn(shapes, root);

/** UNCL4343 subset of Peppol, for the whole order. */
const responses: Record<string, string> = {
  AB: 'received',
  AC: 'changed',
  AP: 'accepted',
  CA: 'changed',
  RE: 'rejected',
};

/** UNCL1229 subset of Peppol, for one line; and the words that UBL 2.0 used. */
const lineStatus: Record<string, string> = {
  1: 'added',
  2: 'cancelled',
  3: 'changed',
  4: 'accepted',
  5: 'accepted',
  6: 'changed',
  7: 'rejected',
  42: 'delivered',
  74: 'accepted',
  BA: 'backordered',
  BO: 'backordered',
  AP: 'accepted',
  CA: 'changed',
  RE: 'rejected',
  Added: 'added',
  Cancelled: 'cancelled',
  Revised: 'changed',
  Disputed: 'rejected',
};

export function readUbl(file: string, rootName: string, root: XmlElement): ReadDocument {
  const shape = shapes[rootName] as Shape;
  const draft = new XmlDraft(root);
  heading(draft, rootName);
  parties(draft, root);
  delivery(draft);
  const totals = shape.totals;
  if (totals) {
    draft.put('totalNet', 'amount', `${totals}/TaxExclusiveAmount`, `${totals}/LineExtensionAmount`);
    draft.put('total', 'amount', `${totals}/TaxInclusiveAmount`, `${totals}/PayableAmount`);
    draft.put('amountDue', 'amount', `${totals}/PayableAmount`);
  }
  const tax = taxTotal(root);
  draft.set('totalTax', tax ? tax.toFixed(2) : null, 'TaxTotal/TaxAmount');
  const lines = all(root, shape.line);
  for (const [index, element] of lines.entries()) draft.lines.push(readLine(element, shape, index));
  const credit = shape.kind === 'invoice' && /^(?:381|396|532)$/.test(text(root, 'InvoiceTypeCode'));
  const checks = totals ? checkBill(bill(root, lines, shape)) : [];
  return { ...draft.done(file, credit ? 'credit_note' : shape.kind), checks };
}

function heading(draft: XmlDraft, rootName: string): void {
  draft.put('number', 'text', 'ID');
  draft.put('date', 'date', 'IssueDate');
  draft.put('dueDate', 'date', 'DueDate', 'PaymentMeans/PaymentDueDate', 'PaymentTerms/PaymentDueDate');
  draft.put('currency', 'text', 'DocumentCurrencyCode');
  if (rootName === 'Order') draft.put('poNumber', 'text', 'ID');
  if (rootName.startsWith('OrderResponse')) {
    draft.put('orderNumber', 'text', 'OrderReference/SalesOrderID', 'SalesOrderID');
    const code = draft.textOf('OrderResponseCode');
    draft.set('status', responses[code] ?? null, 'OrderResponseCode', code);
    const accepted = draft.textOf('AcceptedIndicator');
    if (accepted)
      draft.set('status', accepted === 'true' ? 'accepted' : 'rejected', 'AcceptedIndicator', accepted);
    draft.put('reason', 'text', 'RejectionNote', 'Note');
  }
  if (rootName === 'OrderCancellation') {
    draft.set('status', 'cancelled', 'ID');
    draft.put('reason', 'text', 'CancellationNote');
  }
  if (rootName === 'DespatchAdvice') draft.put('shipmentNumber', 'text', 'ID');
  draft.put('poNumber', 'text', 'OrderReference/ID');
  draft.put('orderNumber', 'text', 'OrderReference/SalesOrderID');
  draft.put('invoiceNumber', 'text', 'BillingReference/InvoiceDocumentReference/ID');
  draft.put('shipmentNumber', 'text', 'DespatchDocumentReference/ID', 'Shipment/ID');
  draft.put('paymentTerms', 'text', 'PaymentTerms/Note');
  draft.put('freightTerms', 'text', 'DeliveryTerms/ID');
}

const sellers = 'AccountingSupplierParty|SellerSupplierParty|DespatchSupplierParty/Party';
const buyers = 'AccountingCustomerParty|BuyerCustomerParty|DeliveryCustomerParty/Party';

function parties(draft: XmlDraft, root: XmlElement): void {
  for (const [field, addressField, path] of [
    ['seller', 'sellerAddress', sellers],
    ['buyer', 'buyerAddress', buyers],
  ] as const) {
    const party = one(root, path);
    if (!party) continue;
    draft.set(field, partyName(party), path);
    draft.set(addressField, address(one(party, 'PostalAddress')), `${path}/PostalAddress`);
  }
}

const partyName = (party: XmlElement): string =>
  text(party, 'PartyLegalEntity/RegistrationName') ||
  text(party, 'PartyName/Name') ||
  text(party, 'PartyIdentification/ID');

function delivery(draft: XmlDraft): void {
  draft.put('deliveryDate', 'date', 'Delivery/ActualDeliveryDate', 'Shipment/Delivery/ActualDeliveryDate');
  draft.put(
    'requestedDate',
    'date',
    'Delivery/RequestedDeliveryPeriod/EndDate',
    'Delivery/RequestedDeliveryPeriod/StartDate',
    'Delivery/LatestDeliveryDate',
  );
  draft.put(
    'promisedDate',
    'date',
    'Delivery/PromisedDeliveryPeriod/EndDate',
    'Delivery/PromisedDeliveryPeriod/StartDate',
    'Shipment/Delivery/EstimatedDeliveryPeriod/EndDate',
    'Shipment/Delivery/EstimatedDeliveryPeriod/StartDate',
  );
  draft.put('shipDate', 'date', 'Shipment/Delivery/Despatch/ActualDespatchDate');
  draft.put(
    'trackingNumber',
    'text',
    'Shipment/Consignment/CarrierAssignedID',
    'Shipment/Delivery/TrackingID',
  );
  draft.put(
    'carrier',
    'text',
    'Shipment/Consignment/CarrierParty/PartyName/Name',
    'Shipment/Delivery/CarrierParty/PartyName/Name',
  );
  draft.put('packages', 'number', 'Shipment/TotalTransportHandlingUnitQuantity');
  const place = draft.at('Delivery/DeliveryLocation');
  const name = draft.textOf('Delivery/DeliveryParty/PartyName/Name') || (place ? text(place, 'Name') : '');
  draft.set(
    'shipTo',
    [name, place ? address(one(place, 'Address')) : ''].filter(Boolean).join(', '),
    'Delivery/DeliveryLocation',
  );
}

function address(place: XmlElement | undefined): string {
  if (!place) return '';
  const street = ['StreetName', 'AdditionalStreetName', 'AddressLine/Line'].map((name) => text(place, name));
  const city = [text(place, 'PostalZone'), text(place, 'CityName')].filter(Boolean).join(' ');
  return [...street, city, text(place, 'Country/IdentificationCode')].filter(Boolean).join(', ');
}

const under = (prefix: string, path: string): string => (prefix ? `${prefix}/${path}` : path);

function readLine(
  element: XmlElement,
  { line: name, item, quantity, kind }: Shape,
  index: number,
): ReadDocument['lines'][number] {
  const line = new XmlLine(element, `${name}[${index + 1}]`);
  const path = (rest: string): string => under(item, rest);
  const answer = kind === 'order_confirmation';
  // An answer's own number may differ from the number of the order's line that it is about.
  if (answer) line.put('line', 'text', 'OrderLineReference/LineID');
  line.put('line', 'text', path('ID'));
  line.put(
    'sku',
    'text',
    path('Item/SellersItemIdentification/ID'),
    path('Item/StandardItemIdentification/ID'),
  );
  line.put('buyerSku', 'text', path('Item/BuyersItemIdentification/ID'));
  line.put('description', 'text', path('Item/Name'), path('Item/Description'));
  for (const q of quantity) {
    line.put('quantity', 'number', path(q));
    line.set('unit', attribute(one(element, path(q)), 'unitCode'), path(`${q}/@unitCode`));
  }
  line.put('unitPrice', 'number', path('Price/PriceAmount'));
  line.put('amount', 'amount', path('LineExtensionAmount'));
  line.put('lot', 'text', path('Item/ItemInstance/LotIdentification/LotNumberID'));
  line.put(
    'requestedDate',
    'date',
    path('Delivery/RequestedDeliveryPeriod/EndDate'),
    path('Delivery/RequestedDeliveryPeriod/StartDate'),
  );
  line.put(
    'promisedDate',
    'date',
    path('Delivery/PromisedDeliveryPeriod/EndDate'),
    path('Delivery/PromisedDeliveryPeriod/StartDate'),
  );
  if (answer || kind === 'packing_list') line.put('reason', 'text', path('Note'), 'OutstandingReason');
  if (answer) answered(line, path);
  if (kind === 'packing_list') despatched(line);
  return line.line;
}

/** What the seller answers to one line. The quantity is what comes; what does not is stated beside it. */
function answered(line: XmlLine, path: (rest: string) => string): void {
  const { element } = line;
  line.put('confirmedQuantity', 'number', path('Quantity'));
  line.set('unit', attribute(one(element, path('Quantity')), 'unitCode'), path('Quantity/@unitCode'));
  line.put(
    'backorderedQuantity',
    'number',
    path('MaximumBackorderQuantity'),
    path('MinimumBackorderQuantity'),
  );
  const code = text(element, path('LineStatusCode')) || text(element, 'LineStatusCode');
  const said = lineStatus[code];
  const missing = line.line.backorderedQuantity?.value;
  const coming = line.line.confirmedQuantity?.value;
  const short = missing !== undefined && !new Big(missing).eq(0);
  if (short && coming !== undefined)
    line.set('quantity', new Big(coming).plus(missing).toFixed(), path('Quantity'));
  const substitute = one(element, 'SellerSubstitutedLineItem/Item');
  if (substitute)
    line.set(
      'reason',
      `substitute: ${[text(substitute, 'SellersItemIdentification/ID'), text(substitute, 'Name')].filter(Boolean).join(', ')}`,
      'SellerSubstitutedLineItem/Item',
    );
  const status = substitute ? 'substituted' : short && said !== 'rejected' ? 'backordered' : said;
  line.set('status', status ?? null, path('LineStatusCode'), code);
}

function despatched(line: XmlLine): void {
  line.put('backorderedQuantity', 'number', 'BackorderQuantity', 'OutstandingQuantity');
  line.put('poNumber', 'text', 'OrderLineReference/OrderReference/ID');
  const missing = line.line.backorderedQuantity?.value;
  if (!missing || new Big(missing).eq(0)) return;
  const later = text(line.element, 'BackorderQuantity') !== '';
  line.set(
    'status',
    later ? 'backordered' : 'shipped_short',
    later ? 'BackorderQuantity' : 'OutstandingQuantity',
  );
}

/** The tax in the document's own currency. */
function taxTotal(root: XmlElement): Big | null {
  const currency = text(root, 'DocumentCurrencyCode');
  const amounts = all(root, 'TaxTotal/TaxAmount');
  const fitting = amounts.find((amount) => attribute(amount, 'currencyID') === currency) ?? amounts[0];
  return fitting ? toBig(own(fitting)) : null;
}

function bill(root: XmlElement, lines: XmlElement[], { item, quantity, totals }: Shape): Bill {
  const amount = (path: string): Big | null => toBig(text(root, `${totals}/${path}`));
  return {
    lines: lines.map((line, index) => billLine(item ? (one(line, item) ?? {}) : line, quantity, index)),
    sumOfLines: amount('LineExtensionAmount'),
    allowances: amount('AllowanceTotalAmount'),
    charges: amount('ChargeTotalAmount'),
    net: amount('TaxExclusiveAmount'),
    tax: taxTotal(root),
    taxes: all(root, 'TaxTotal/TaxSubtotal').map((tax) => ({
      base: toBig(text(tax, 'TaxableAmount')),
      rate: toBig(text(tax, 'TaxCategory/Percent')),
      amount: toBig(text(tax, 'TaxAmount')),
    })),
    total: amount('TaxInclusiveAmount'),
    prepaid: amount('PrepaidAmount'),
    rounding: amount('PayableRoundingAmount'),
    due: amount('PayableAmount'),
  };
}

function billLine(line: XmlElement, quantities: string[], index: number): BillLine {
  const adjusted = (charge: string): Big =>
    all(line, 'AllowanceCharge')
      .filter((a) => text(a, 'ChargeIndicator') === charge)
      .reduce((sum, a) => sum.plus(toBig(text(a, 'Amount')) ?? 0), new Big(0));
  return {
    label: text(line, 'ID') || String(index + 1),
    quantity: quantities.map((q) => toBig(text(line, q))).find(Boolean) ?? null,
    price: toBig(text(line, 'Price/PriceAmount')),
    base: toBig(text(line, 'Price/BaseQuantity')) ?? new Big(1),
    allowances: adjusted('false'),
    charges: adjusted('true'),
    amount: toBig(text(line, 'LineExtensionAmount')),
  };
}
