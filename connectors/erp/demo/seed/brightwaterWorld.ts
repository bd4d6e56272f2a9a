import type { SeedWorld } from './company.ts';

const colorado = (name: string, street: string, postalCode: string, city: string) => ({
  name,
  street,
  postalCode,
  city,
  country: 'US',
});

/** Denver and Pueblo; terms as the contract in examples/contracts has them. */
export const brightwaterWorld: SeedWorld = {
  warehouses: [
    ['Denver', 'US', 1, 1],
    ['Pueblo', 'US', 1, 0.2],
  ],
  suppliers: [
    ['M-31', 'Aldine Medical', 'orders@aldinemedical.example', 8, ['MED']],
    ['M-32', 'Sentinel Safety', 'desk@sentinelsafety.example', 9, ['PPE']],
  ],
  carriers: [
    ['MTN', 'Mountain Courier', 'pod@mountaincourier.example', 'Route'],
    ['UPS', 'UPS', 'pod@ups.example', 'Ground'],
  ],
  incoming: [
    ['MED-6060', '120', 10],
    ['MED-1040', '3000', 7],
  ],
  customers: {
    'B-301': {
      email: 'purchasing@summitclinics.example',
      shipTo: colorado('Summit Clinic Group, Lakewood', '820 Garrison Street', '80215', 'Lakewood'),
      paymentTerms: 'NET30',
    },
    'B-302': {
      email: 'supplies@pineridge.example',
      shipTo: colorado('Pine Ridge Surgery Center', '45 Pine Ridge Road', '80302', 'Boulder'),
      paymentTerms: 'NET30',
      rules: { purchaseOrderRequired: true },
    },
    'B-303': {
      email: 'office@redwoodimaging.example',
      shipTo: colorado('Redwood Imaging', '1200 Redwood Avenue', '80903', 'Colorado Springs'),
      paymentTerms: 'NET30',
    },
  },
  agreements: [
    [
      'B-301',
      'Purchase Agreement Summit Clinic Group',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: 'NET30', freightFreeFrom: { amount: '0.00', currency: 'USD' } },
    ],
  ],
};
