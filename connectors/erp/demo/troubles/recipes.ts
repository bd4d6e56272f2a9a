/** Every kind of trouble, at least once for every option that a card can offer. */
import type { Item, Recipe, ShipmentRecipe, Trouble } from './recipe.ts';

const pump: Item = { description: 'Transfer pump 1.5 kW', quantity: 12, price: '340.00', cost: '228.00' };
const seals: Item = { description: 'Seal kit, FKM', quantity: 40, price: '26.50', cost: '14.20' };
const hoses: Item = { description: 'Hydraulic hose 3/8", 2 m', quantity: 150, price: '18.40', cost: '11.10' };
const filters: Item = {
  description: 'Oil filter element 10 µm',
  quantity: 100,
  price: '22.00',
  cost: '12.60',
};

const delivered = (dispute: NonNullable<ShipmentRecipe['dispute']>): Recipe => ({
  items: [filters, seals],
  state: 'shipped',
  orderedAgo: 9,
  promisedIn: -2,
  shipment: { state: 'delivered', plannedIn: -4, dispute },
});

const packed = (recipe: Partial<Recipe>, shipment: Partial<ShipmentRecipe>): Recipe => ({
  items: [pump, seals],
  state: 'processing',
  orderedAgo: 5,
  promisedIn: 4,
  ...recipe,
  shipment: { state: 'packed', plannedIn: 1, ...shipment },
});

export const recipes: Trouble[] = [
  {
    name: 'credit_hold',
    title: 'Over the credit limit, with room for a part',
    type: 'credit_hold',
    recipe: { items: [pump, filters], state: 'on_hold', limit: '5500.00', unpaid: ['900.00', 8] },
  },
  {
    name: 'credit_blocked',
    title: 'Over the credit limit, without room',
    type: 'credit_hold',
    recipe: { items: [hoses], state: 'on_hold', limit: '2000.00', unpaid: ['2400.00', 21] },
  },
  {
    name: 'price_below',
    title: 'Priced below contract',
    type: 'pricing_mismatch',
    recipe: { items: [{ ...pump, price: '318.00', agreed: '340.00' }, seals] },
  },
  {
    name: 'price_above',
    title: 'Priced above contract',
    type: 'pricing_mismatch',
    recipe: { items: [{ ...filters, price: '24.50', agreed: '22.00' }] },
  },
  {
    name: 'contract_minimum',
    title: 'Below the minimum order',
    type: 'contract_conflict',
    recipe: { items: [seals], agreement: { minimumOrder: { amount: '2500.00', currency: '' } } },
  },
  {
    name: 'contract_freight',
    title: 'Freight charged though it is ours',
    type: 'contract_conflict',
    recipe: {
      items: [pump],
      charges: [['FREIGHT', 'Freight, prepaid', '180.00']],
      agreement: { freightFreeFrom: { amount: '2000.00', currency: '' } },
    },
  },
  {
    name: 'contract_rebate',
    title: 'Agreed rebate missing',
    type: 'contract_conflict',
    recipe: { items: [hoses], agreement: { rebatePercent: '2.5' } },
  },
  {
    name: 'contract_terms',
    title: 'Other payment terms than agreed',
    type: 'contract_conflict',
    recipe: { items: [pump], paymentTerms: 'NET60', agreement: { paymentTerms: 'NET30' } },
  },
  {
    name: 'contract_expired',
    title: 'Agreement expired',
    type: 'contract_conflict',
    recipe: { items: [filters], agreement: { endedAgo: 20 } },
  },
  {
    name: 'contract_exclusive',
    title: 'Item reserved for another customer',
    type: 'contract_conflict',
    recipe: { items: [pump], reserved: true },
  },
  {
    name: 'shortage_substitute',
    title: 'Short, with a substitute',
    type: 'inventory_shortage',
    recipe: {
      items: [
        {
          ...filters,
          onHand: 30,
          substitute: {
            description: 'Oil filter element 10 µm, extended life',
            price: '23.20',
            cost: '13.10',
          },
        },
      ],
    },
  },
  {
    name: 'shortage_incoming',
    title: 'Short, with stock on its way',
    type: 'inventory_shortage',
    recipe: { items: [{ ...hoses, onHand: 60, incoming: [400, 9] }, seals], promisedIn: 4 },
  },
  {
    name: 'shortage_elsewhere',
    title: 'Short here, in stock elsewhere',
    type: 'inventory_shortage',
    recipe: { items: [{ ...pump, onHand: 5, elsewhere: 60 }] },
  },
  {
    name: 'shortage_supplier',
    title: 'Out of stock, to be bought',
    type: 'inventory_shortage',
    recipe: { items: [{ ...seals, onHand: 0 }] },
  },
  {
    name: 'papers_missing',
    title: 'Export without its commercial invoice',
    type: 'shipping_documents',
    recipe: packed({ abroad: true }, { papers: ['bill_of_lading', 'packing_list', 'certificate_of_origin'] }),
  },
  {
    name: 'papers_disagree',
    title: 'Bill of lading disagrees with the order',
    type: 'shipping_documents',
    recipe: packed({}, { wrongQuantity: '10' }),
  },
  {
    name: 'papers_dangerous',
    title: 'Dangerous goods without their declaration',
    type: 'shipping_documents',
    recipe: packed(
      {
        items: [
          {
            description: 'Solvent cleaner 5 l',
            quantity: 24,
            price: '41.00',
            cost: '26.00',
            goods: { unNumber: 'UN1263' },
          },
        ],
      },
      { papers: ['bill_of_lading', 'packing_list', 'safety_data_sheet'] },
    ),
  },
  {
    name: 'carrier_late',
    title: 'Expected after the promised day',
    type: 'carrier_disruption',
    recipe: packed(
      { promisedIn: 4 },
      {
        state: 'picked',
        plannedIn: 1,
        expectedIn: 7,
        event: { trouble: 'late', daysAgo: 0, text: 'Linehaul delayed, trailer not released' },
        carrier: ['T-NOVA', 'LTL'],
        alternatives: [
          ['T-PARCEL', 'Two Day', 4, '145.00'],
          ['T-SWIFT', 'Overnight', 2, '410.00'],
        ],
      },
    ),
  },
  {
    name: 'carrier_stuck',
    title: 'No movement for days',
    type: 'carrier_disruption',
    recipe: {
      items: [hoses, seals],
      state: 'shipped',
      orderedAgo: 10,
      promisedIn: 2,
      shipment: {
        state: 'shipped',
        plannedIn: -4,
        expectedIn: 2,
        event: { trouble: 'stuck', daysAgo: 3, text: 'No scan since departure from the hub' },
        carrier: ['T-NOVA', 'LTL'],
        alternatives: [['T-SWIFT', 'Overnight', 2, '380.00']],
      },
    },
  },
  {
    name: 'carrier_stopped',
    title: 'Stopped on its way',
    type: 'carrier_disruption',
    recipe: {
      items: [filters],
      state: 'shipped',
      orderedAgo: 8,
      promisedIn: 3,
      shipment: {
        state: 'shipped',
        plannedIn: -2,
        expectedIn: 3,
        event: { trouble: 'stopped', daysAgo: 1, text: 'Trailer in an accident, goods returned to sender' },
      },
    },
  },
  {
    name: 'carrier_reroute',
    title: 'Held by the carrier, the customer has moved',
    type: 'carrier_disruption',
    also: ['order_change'],
    recipe: packed(
      { change: { kind: 'address', text: 'We have moved, please deliver to our new plant.' } },
      { event: { trouble: 'stuck', daysAgo: 1, text: 'Delivery address closed, awaiting instructions' } },
    ),
  },
  {
    name: 'duplicate_reference',
    title: 'Same purchase order number, more goods',
    type: 'duplicate_order',
    recipe: { items: [pump, seals], twin: { daysAgo: 3, sameReference: true, quantities: [12, 25] } },
  },
  {
    name: 'duplicate_lines',
    title: 'Same goods under another number',
    type: 'duplicate_order',
    recipe: { items: [hoses, filters], twin: { daysAgo: 1, sameReference: false } },
  },
  {
    name: 'rule_missing_po',
    title: 'No purchase order number',
    type: 'fulfillment_rule',
    recipe: { items: [filters], reference: null, rules: { purchaseOrderRequired: true } },
  },
  {
    name: 'rule_routing',
    title: 'Carrier outside the routing guide',
    type: 'fulfillment_rule',
    recipe: packed(
      { rules: { routingGuide: ['Parcel Union'] } },
      { state: 'picked', carrier: ['T-NOVA', 'LTL'], alternatives: [['T-PARCEL', 'Ground', 3, '96.00']] },
    ),
  },
  {
    name: 'rule_window',
    title: 'Arrives on a day when nobody receives',
    type: 'fulfillment_rule',
    // The weekdays are set to the one after the promised day.
    recipe: packed(
      { rules: { deliveryWindow: { weekdays: [], from: '08:00', to: '12:00', appointment: false } } },
      { state: 'picked' },
    ),
  },
  {
    name: 'rule_labels',
    title: 'Packed without the customer’s labels',
    type: 'fulfillment_rule',
    recipe: packed(
      { rules: { labels: ['SSCC', 'Part number'], pallet: 'EPAL' } },
      { packing: { labels: ['SSCC'], pallet: 'EPAL' } },
    ),
  },
  {
    name: 'rule_shelf_life',
    title: 'Too little shelf life left',
    type: 'fulfillment_rule',
    recipe: packed({ rules: { minimumShelfLifeDays: 365 } }, { lot: { lot: 'L-2207', expiresIn: 190 } }),
  },
  {
    name: 'pod_missing',
    title: 'Not received',
    type: 'proof_of_delivery',
    recipe: {
      ...delivered({ kind: 'missing', quantity: 100, text: 'We never got these filters.', claimIn: 12 }),
      shipment: {
        state: 'delivered',
        plannedIn: -4,
        papers: ['bill_of_lading', 'packing_list'],
        dispute: { kind: 'missing', quantity: 100, text: 'We never got these filters.', claimIn: 12 },
      },
    },
  },
  {
    name: 'pod_damaged',
    title: 'Arrived damaged',
    type: 'proof_of_delivery',
    recipe: delivered({
      kind: 'damaged',
      quantity: 18,
      text: 'Crushed carton, 18 elements dented.',
      claimIn: 5,
    }),
  },
  {
    name: 'pod_short',
    title: 'Arrived short',
    type: 'proof_of_delivery',
    recipe: delivered({ kind: 'short', quantity: 20, text: 'One carton of 20 is missing.', claimIn: 8 }),
  },
  {
    name: 'pod_refused',
    title: 'Refused at the dock',
    type: 'proof_of_delivery',
    recipe: delivered({ kind: 'refused', quantity: 100, text: 'Wet packaging, refused.', claimIn: 10 }),
  },
  {
    name: 'change_quantity',
    title: 'Customer wants another quantity',
    type: 'order_change',
    recipe: {
      items: [filters, seals],
      change: { kind: 'quantity', of: 0, to: 140, text: 'Please make it 140 filters.' },
    },
  },
  {
    name: 'change_date',
    title: 'Customer wants another day',
    type: 'order_change',
    recipe: {
      items: [hoses],
      change: { kind: 'date', in: 12, text: 'Our line starts later, please ship later.' },
    },
  },
  {
    name: 'change_address',
    title: 'Customer wants another address',
    type: 'order_change',
    recipe: { items: [pump], change: { kind: 'address', text: 'Please deliver to our new plant.' } },
  },
  {
    name: 'change_cancel_line',
    title: 'Customer cancels a line that was bought for it',
    type: 'order_change',
    recipe: {
      items: [pump, { ...hoses, bound: '220.00' }],
      change: { kind: 'cancel_line', of: 1, text: 'We do not need the hoses any more.' },
    },
  },
  {
    name: 'change_cancel',
    title: 'Customer cancels the order',
    type: 'order_change',
    recipe: { items: [seals], change: { kind: 'cancel_order', text: 'Project stopped, please cancel.' } },
  },
];
