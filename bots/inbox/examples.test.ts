import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { MailReading } from '#core/model/signal.ts';
import { readMail } from '#core/triage/mail/read.ts';
import { parseMail } from './parse.ts';

const folder = new URL('../../examples/mails/', import.meta.url);
const ownDomains = ['caldersupply.example', 'brightwatermedical.example'];

const table: Record<string, Partial<MailReading> | { unreadable: string }> = {
  '01-credit-hold-forwarded': {
    type: 'credit_hold',
    originalSender: 'owen.marsh@harmonylabs.example',
    originalSubject: 'Why is PO HL-77120 on hold?',
    forwarder: 'maya.chen@caldersupply.example',
    orderNumbers: ['SO-10482'],
    poNumbers: ['HL-77120'],
    customer: 'Harmony Labs',
    note: 'Can someone in finance look at this today? Their truck slot is Wednesday.',
  },
  '02-credit-hold-outlook-html': {
    type: 'credit_hold',
    originalSender: 'grace.adeyemi@harmonylabs.example',
    originalSubject: 'Payment advice / SO-10482 blocked',
    forwarder: 'luis.ortega@caldersupply.example',
    orderNumbers: ['SO-10482'],
    poNumbers: [],
    customer: 'Harmony Labs',
    note: 'FYI, from their side the money is on its way.',
  },
  '03-price-direct': {
    type: 'pricing_mismatch',
    originalSender: 'p.boone@northfieldfab.example',
    forwarder: null,
    poNumbers: ['NF-5531'],
    skus: ['VLV-2040'],
    customer: 'Northfield Fabrication',
  },
  '04-price-german': {
    type: 'pricing_mismatch',
    language: 'de',
    poNumbers: ['NF-5531'],
    skus: ['VLV-2040'],
    customer: 'Northfield Fabrication',
  },
  '05-price-spanish': {
    type: 'pricing_mismatch',
    language: 'es',
    poNumbers: ['NF-5531'],
    skus: ['VLV-2040'],
  },
  '06-po-number-only': {
    type: 'credit_hold',
    poNumbers: ['HL-77120'],
    text: 'Still on hold? Who has to release it?',
  },
  '07-customer-and-items': {
    type: 'credit_hold',
    orderNumbers: [],
    poNumbers: [],
    skus: ['LAB-2210', 'PPE-1180'],
    customer: 'Harmony Labs',
  },
  '08-unknown-order': { type: 'credit_hold', orderNumbers: ['SO-19999'], customer: 'Keystone Refrigeration' },
  '09-auto-reply': { type: null, suppressed: 'auto-reply' },
  '10-bounce': { type: null, suppressed: 'bounce' },
  '11-newsletter': { type: null, suppressed: 'bulk' },
  '12-injection': { type: 'credit_hold', suppressed: null, forwarder: null },
  '13-broken-mime': { unreadable: 'It says that it has several parts, and none can be found in it.' },
  '14-something-else': { type: null, suppressed: null, orderNumbers: [], poNumbers: [] },
  '15-credit-hold-notes': {
    type: 'credit_hold',
    originalSender: 'ruth.amsel@dunmorepaper.example',
    forwarder: 'daniel.reyes@caldersupply.example',
    poNumbers: ['DP-90304'],
    customer: 'Dunmore Paper',
    note: 'Please open a case for this one.',
  },
  '16-credit-hold-french': {
    type: 'credit_hold',
    language: 'fr',
    poNumbers: ['AM-77'],
    customer: 'Atelier Moreau',
  },
  '17-price-thread': {
    type: 'pricing_mismatch',
    originalSender: 'beth.nakamura@summitclinics.example',
    forwarder: 'hannah.wolf@brightwatermedical.example',
    poNumbers: ['SC-90417'],
    note: 'Omar, who can approve the correction?',
  },
  '18-forwarded-as-attachment': {
    type: 'credit_hold',
    language: 'de',
    originalSender: 'k.petersen@hafenwerk.example',
    forwarder: 'maya.chen@caldersupply.example',
    orderNumbers: ['SO-20093'],
    poNumbers: ['HW-2026-118'],
    note: 'Two approvals needed, I think.',
  },
  '19-late-shipment': {
    type: 'carrier_disruption',
    poNumbers: ['LWA-26-0902'],
    trackingNumbers: ['1Z999AA10123456784'],
  },
  '20-duplicate-order': {
    type: 'duplicate_order',
    orderNumbers: ['SO-10485'],
    poNumbers: ['FS-1226'],
    skus: [],
  },
  '21-shortage-backorder': {
    type: 'inventory_shortage',
    originalSender: 'ines.falk@grangerrobotics.example',
    forwarder: 'maya.chen@caldersupply.example',
    poNumbers: ['GR-2231'],
    skus: ['BRG-6204'],
    customer: 'Granger Robotics',
  },
  '22-contract-terms': {
    type: 'contract_conflict',
    forwarder: null,
    poNumbers: ['MCT-0674'],
  },
  '23-certificate-of-origin': {
    type: 'shipping_documents',
    originalSender: 'a.visser@vandijk.example',
    forwarder: 'luis.ortega@caldersupply.example',
    poNumbers: ['VD-0932'],
    note: 'Do we have this one on file?',
  },
  '24-customer-rules': { type: 'fulfillment_rule', poNumbers: ['SBH-40251'] },
  '25-damaged-and-short': {
    type: 'proof_of_delivery',
    originalSender: 'n.okafor@juniperbio.example',
    poNumbers: ['JB-66254'],
    customer: 'Juniper Biotech',
  },
  '26-proof-of-delivery': { type: 'proof_of_delivery', poNumbers: ['FS-1203'], customer: 'Fulton Schools' },
  '27-change-quantity': { type: 'order_change', orderNumbers: ['SO-10466'], poNumbers: ['HM-118'] },
  '28-cancel-german': {
    type: 'order_change',
    language: 'de',
    orderNumbers: ['SO-20091'],
    poNumbers: ['NE-4432'],
  },
  '29-late-spanish': { type: 'carrier_disruption', language: 'es', poNumbers: ['CVF-7741'] },
  '30-two-confirmations': {
    type: 'duplicate_order',
    originalSender: 'p.novak@apexmachine.example',
    poNumbers: ['AMW-5563'],
  },
};

describe('the sample mails say what their names say', () => {
  test.each(Object.entries(table))('%s', async (name, wanted) => {
    const mail = await parseMail(readFileSync(new URL(`${name}.eml`, folder)));
    expect('unreadable' in mail ? mail : readMail(mail, { ownDomains })).toMatchObject(wanted);
  });

  test('and none is left out', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
    expect(files.map((file) => file.replace('.eml', '')).sort()).toEqual(Object.keys(table).sort());
  });
});
