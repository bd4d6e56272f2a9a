import { brightwaterWorld } from './brightwaterWorld.ts';
import type { SeedCompany } from './company.ts';

/** Brightwater Medical, Denver: one order priced above its contract. */
export const brightwater: SeedCompany = {
  name: 'Brightwater Medical',
  currency: 'USD',
  world: brightwaterWorld,
  products: [
    ['MED-1040', 'Exam gloves M, latex-free (200)', 'box', '13.20', '8.10', '19000'],
    ['MED-2210', 'Surgical drape 100 × 150 cm, sterile', 'box', '47.50', '29.40', '3400'],
    ['MED-3305', 'Syringe 10 ml, Luer lock (100)', 'box', '18.60', '10.90', '8600'],
    ['MED-4120', 'IV start kit', 'kit', '4.35', '2.20', '27000'],
    ['MED-5500', 'Gauze sponge 10 × 10 cm, sterile (50)', 'pack', '6.90', '3.40', '14500'],
    ['MED-6060', 'Contrast syringe 200 ml (50)', 'box', '212.00', '141.00', '640'],
    ['PPE-6075', 'Half-mask respirator', 'pc', '27.20', '15.80', '1500'],
  ],
  customers: [
    ['B-301', 'Summit Clinic Group', 'A', '80000.00', 'SUMMIT-2026', 'summitclinics.example'],
    ['B-302', 'Pine Ridge Surgery Center', 'B', '30000.00', null, 'pineridge.example'],
    ['B-303', 'Redwood Imaging', 'C', '10000.00', null, 'redwoodimaging.example'],
  ],
  lists: {
    'SUMMIT-2026': [
      ['MED-1040', '11.80', ['400', '11.20']],
      ['MED-2210', '42.90'],
      ['MED-3305', '16.75'],
      ['MED-4120', '3.92'],
    ],
  },
  formerLists: { 'SUMMIT-2025': [['MED-1040', '10.95']] },
  orders: [
    ['SO-30018', 'B-302', 'PR-1182', 'done', 21, -14, 'hwolf', 'MED-2210*60 MED-5500*200'],
    ['SO-30019', 'B-301', 'SC-90388', 'shipped', 11, -2, 'hwolf', 'MED-1040*400 MED-4120*500'],
    ['SO-30020', 'B-303', 'RI-455', 'confirmed', 6, 3, 'hwolf', 'MED-6060*24 FREIGHT@65.00'],
    [
      'SO-30021',
      'B-301',
      'SC-90417',
      'confirmed',
      2,
      3,
      'hwolf',
      'MED-1040*600@12.00 MED-3305*120 MED-2210*40',
    ],
    ['SO-30022', 'B-302', 'PR-1190', 'processing', 3, 1, 'hwolf', 'MED-3305*90 MED-4120*400'],
    ['SO-30023', 'B-303', null, 'draft', 1, 10, 'hwolf', 'MED-5500*150'],
  ],
  invoices: [
    ['BW-8810', 'B-301', '18420.00', -9, 0],
    ['BW-8826', 'B-301', '6105.00', 14, null],
    ['BW-8815', 'B-302', '4230.00', -4, null],
    ['BW-8804', 'B-303', '2980.00', -40, 11],
  ],
};
