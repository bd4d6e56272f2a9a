import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '#core/model/document.ts';
import { readXml } from './readXml.ts';

const example = readFileSync(new URL('../../../examples/edi/10-invoice.cii.xml', import.meta.url), 'utf8');
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readXml('a.xml', bytes(text));
const document = async (text: string): Promise<ReadDocument> => {
  const reading = await read(text);
  if ('unreadable' in reading || 'set' in reading) throw new Error(JSON.stringify(reading));
  return reading;
};
const values = ({ fields }: ReadDocument) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
const wrong = ({ checks }: ReadDocument) =>
  checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]);

const ubl = (root: string, body: string): string =>
  `<?xml version="1.0"?><${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="c" xmlns:cbc="b">${body}</${root}>`;
const amount = (name: string, value: string) => `<cbc:${name} currencyID="EUR">${value}</cbc:${name}>`;
const name = (party: string, registered: string) =>
  `<cac:${party}><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>${registered}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:${party}>`;
const item = (sku: string, title: string) =>
  `<cac:Item><cbc:Name>${title}</cbc:Name><cac:SellersItemIdentification><cbc:ID>${sku}</cbc:ID></cac:SellersItemIdentification></cac:Item>`;

/** The example's invoice once more, in UBL. */
const sameInUbl = ubl(
  'Invoice',
  `<cbc:ID>RE-5121</cbc:ID><cbc:IssueDate>2026-10-15</cbc:IssueDate><cbc:DueDate>2026-11-14</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>NE-4410</cbc:ID><cbc:SalesOrderID>SO-20087</cbc:SalesOrderID></cac:OrderReference>
  ${name('AccountingSupplierParty', 'Calder Supply GmbH')}${name('AccountingCustomerParty', 'Nordlicht Energie')}
  <cac:Delivery><cbc:ActualDeliveryDate>2026-10-14</cbc:ActualDeliveryDate></cac:Delivery>
  <cac:PaymentTerms><cbc:Note>30 days net</cbc:Note></cac:PaymentTerms>
  <cac:TaxTotal>${amount('TaxAmount', '1368')}<cac:TaxSubtotal>${amount('TaxableAmount', '7200')}${amount('TaxAmount', '1368')}<cac:TaxCategory><cbc:Percent>19</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal>${amount('LineExtensionAmount', '7200')}${amount('TaxExclusiveAmount', '7200')}${amount('TaxInclusiveAmount', '8568')}${amount('PayableAmount', '8568')}</cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="H87">60</cbc:InvoicedQuantity>${amount('LineExtensionAmount', '6960')}${item('VLV-4060', 'Butterfly valve DN 100, lug')}<cac:Price>${amount('PriceAmount', '116')}</cac:Price></cac:InvoiceLine>
  <cac:InvoiceLine><cbc:ID>2</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>${amount('LineExtensionAmount', '240')}${item('FREIGHT', 'Freight')}<cac:Price>${amount('PriceAmount', '240')}</cac:Price></cac:InvoiceLine>`,
);

describe('an e-invoice', () => {
  it('in CII and in UBL says the same', async () => {
    const [cii, other] = [await document(example), await document(sameInUbl)];
    const { sellerAddress: _, buyerAddress: __, ...both } = values(cii);
    expect(both).toEqual(values(other));
    expect(both).toMatchObject({
      number: 'RE-5121',
      totalNet: '7200.00',
      totalTax: '1368.00',
      total: '8568.00',
      poNumber: 'NE-4410',
    });
    const lines = ({ lines: found }: ReadDocument) =>
      found.map((line) => Object.fromEntries(Object.entries(line).map(([k, v]) => [k, v.value])));
    expect(lines(cii)).toEqual(lines(other));
    expect([...wrong(cii), ...wrong(other)]).toEqual([]);
    expect(cii.checks.length).toBe(other.checks.length);
    expect([cii.missing, other.missing]).toEqual([[], []]);
  });

  it.each<[string, (text: string) => string, string, string]>([
    [
      'a line',
      (t) => t.replace('>6960.00<', '>6970.00<'),
      'line_amount',
      'Line 1: 60 × 116 make 6960.00, but 6970.00 is stated.',
    ],
    [
      'the sum of the lines',
      (t) => t.replace('<ram:LineTotalAmount>7200.00', '<ram:LineTotalAmount>7100.00'),
      'sum_of_lines',
      'The 2 lines make 7200.00, but 7100.00 is stated.',
    ],
    [
      'a tax',
      (t) => t.replace('CalculatedAmount>1368.00', 'CalculatedAmount>1400.00'),
      'tax_rate',
      '19 % of 7200 make 1368.00, but 1400.00 is stated.',
    ],
    [
      'the total',
      (t) => t.replace('GrandTotalAmount>8568.00', 'GrandTotalAmount>8658.00'),
      'total',
      'Net 7200 and tax 1368 make 8568.00, but 8658.00 is stated.',
    ],
    [
      'what is due',
      (t) => t.replace('DuePayableAmount>8568.00', 'DuePayableAmount>8000.00'),
      'amount_due',
      'Total 8568 less 0 paid make 8568.00, but 8000.00 is stated.',
    ],
  ])('with %s that does not add up says so with the numbers', async (_, spoil, check, detail) => {
    expect(wrong(await document(spoil(example)))).toContainEqual([check, detail]);
  });

  it('counts a price per hundred, allowances and charges, and what was paid before', async () => {
    const invoice = ubl(
      'Invoice',
      `<cbc:ID>1</cbc:ID><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
      <cac:LegalMonetaryTotal>${amount('LineExtensionAmount', '95')}${amount('AllowanceTotalAmount', '5')}${amount('ChargeTotalAmount', '10')}${amount('TaxExclusiveAmount', '100')}${amount('TaxInclusiveAmount', '100')}${amount('PrepaidAmount', '40')}${amount('PayableAmount', '60')}</cac:LegalMonetaryTotal>
      <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity>2000</cbc:InvoicedQuantity>${amount('LineExtensionAmount', '95')}
      <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>${amount('Amount', '10')}</cac:AllowanceCharge><cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>${amount('Amount', '5')}</cac:AllowanceCharge>
      <cac:Price>${amount('PriceAmount', '5')}<cbc:BaseQuantity>100</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>`,
    );
    const reading = await document(invoice);
    expect(wrong(reading)).toEqual([]);
    expect(reading.checks.map(({ name: check }) => check)).toEqual([
      'line_amount',
      'sum_of_lines',
      'net',
      'total',
      'amount_due',
    ]);
    expect(reading.fields.amountDue?.value).toBe('60.00');
  });

  it('that takes money back is a credit note', async () => {
    expect((await document(example.replace('>380<', '>381<'))).kind).toBe('credit_note');
    expect((await document(ubl('CreditNote', '<cbc:ID>C1</cbc:ID>'))).kind).toBe('credit_note');
  });

  it('says which fields are missing', async () => {
    expect((await document(ubl('Invoice', '<cbc:ID>1</cbc:ID>'))).missing).toEqual([
      'date',
      'seller',
      'total',
      'currency',
      'lines',
    ]);
  });
});

describe('other documents in UBL', () => {
  it('an order', async () => {
    const order = await document(
      ubl(
        'Order',
        `<cbc:ID>PO-9</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate>${name('BuyerCustomerParty', 'Hafenwerk Hamburg')}
      <cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode="H87">4</cbc:Quantity>${amount('LineExtensionAmount', '40')}<cac:Price>${amount('PriceAmount', '11')}</cac:Price>${item('VLV-1010', 'Ball valve')}</cac:LineItem></cac:OrderLine>`,
      ),
    );
    expect(order).toMatchObject({
      kind: 'purchase_order',
      fields: { poNumber: { value: 'PO-9' }, buyer: { value: 'Hafenwerk Hamburg' } },
      missing: [],
    });
    expect(wrong(order)).toEqual([['line_amount', 'Line 1: 4 × 11 make 44.00, but 40.00 is stated.']]);
  });

  it('a despatch advice with a rest that follows, in an envelope of the network', async () => {
    const advice = ubl(
      'DespatchAdvice',
      `<cbc:ID>D1</cbc:ID><cac:OrderReference><cbc:ID>PO-9</cbc:ID></cac:OrderReference><cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="H87">3</cbc:DeliveredQuantity><cbc:BackorderQuantity>1</cbc:BackorderQuantity>${item('VLV-1010', 'Ball valve')}</cac:DespatchLine>`,
    );
    const wrapped = `<StandardBusinessDocument><StandardBusinessDocumentHeader/>${advice.replace(/^<\?xml[^>]*>/, '')}</StandardBusinessDocument>`;
    expect(await document(wrapped)).toMatchObject({
      kind: 'packing_list',
      lines: [
        { quantity: { value: '3' }, backorderedQuantity: { value: '1' }, status: { value: 'backordered' } },
      ],
    });
  });

  it('an answer that rejects', async () => {
    const answer = await document(
      ubl(
        'OrderResponse',
        '<cbc:ID>A1</cbc:ID><cbc:OrderResponseCode>RE</cbc:OrderResponseCode><cac:OrderReference><cbc:ID>PO-9</cbc:ID></cac:OrderReference>',
      ),
    );
    expect(answer).toMatchObject({
      kind: 'order_confirmation',
      fields: { status: { value: 'rejected' }, poNumber: { value: 'PO-9' } },
    });
  });
});

describe('hostile XML', () => {
  it.each<[string, string, string]>([
    ['a document type', '<!DOCTYPE a SYSTEM "http://evil.example/x.dtd"><Invoice/>', 'unsafe'],
    [
      'entities that multiply',
      '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><Invoice>&lol2;</Invoice>',
      'unsafe',
    ],
    [
      'a file of this machine as an entity',
      '<?xml version="1.0"?><!doctype a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice><ID>&x;</ID></Invoice>',
      'unsafe',
    ],
    ['a document that was cut off', example.slice(0, 900), 'damaged'],
    ['something else', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'unknown_type'],
    ['nothing but a declaration', '<?xml version="1.0"?>', 'damaged'],
  ])('%s is refused', async (_, text, code) => {
    expect(await read(text)).toEqual({ file: 'a.xml', code, unreadable: expect.stringMatching(/\.$|:/) });
  });

  it('of great depth is refused and does not end the process', async () => {
    const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
    await expect(read(deep)).rejects.toThrow(/nested/i);
  });

  it('of great length is refused before it is parsed', async () => {
    expect(await read(`<Invoice>${'<a/>'.repeat(400_001)}</Invoice>`)).toMatchObject({ code: 'too_large' });
    expect(await read(`<Invoice>${' '.repeat(8_000_001)}</Invoice>`)).toMatchObject({ code: 'too_large' });
  });

  it('does not reach prototypes', async () => {
    const reading = await read(
      '<Invoice><__proto__><polluted>1</polluted></__proto__><constructor/><ID>1</ID></Invoice>',
    ).catch((error: unknown) => error);
    expect(reading).toBeDefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('in another charset is decoded as it declares', async () => {
    const text = ubl('Invoice', `<cbc:ID>1</cbc:ID>${name('AccountingSupplierParty', 'Müller & Söhne')}`)
      .replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"')
      .replace('&', '&amp;');
    const reading = await readXml(
      'a',
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
    expect(reading).toMatchObject({ fields: { seller: { value: 'Müller & Söhne' } } });
  });
});
