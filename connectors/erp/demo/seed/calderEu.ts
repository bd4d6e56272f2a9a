import { calderEuWorld } from './calderEuWorld.ts';
import type { SeedCompany } from './company.ts';

/** Calder Supply GmbH, Hamburg: one large order on credit hold, which needs two people. */
export const calderEu: SeedCompany = {
  name: 'Calder Supply GmbH',
  currency: 'EUR',
  world: calderEuWorld,
  products: [
    ['VLV-4060', 'Butterfly valve DN 100, lug', 'pc', '116.00', '72.50', '5400'],
    ['VLV-2040', 'Gate valve DN 50, bronze', 'pc', '82.00', '50.90', '4100'],
    ['VLV-1010', 'Ball valve DN 25, stainless', 'pc', '31.20', '18.10', '3800'],
    ['BRG-6308', 'Deep groove ball bearing 6308-2Z', 'pc', '18.90', '11.30', '2900'],
    ['BRG-2210', 'Spherical roller bearing 22210', 'pc', '49.50', '31.60', '1200'],
    ['FST-1260', 'Hex bolt M12 × 60, grade 8.8', 'pc', '0.58', '0.29', '360000'],
    ['PPE-3310', 'Safety helmet, white', 'pc', '13.80', '7.70', '4200'],
    ['PPE-7010', 'Cut-resistant gloves, level D', 'pair', '8.40', '4.60', '9000'],
  ],
  customers: [
    ['E-201', 'Hafenwerk Hamburg', 'A', '50000.00', 'HAFENWERK-2026', 'hafenwerk.example'],
    ['E-202', 'Nordlicht Energie', 'B', '80000.00', null, 'nordlicht.example'],
    ['E-203', 'Atelier Moreau', 'C', '6000.00', null, 'ateliermoreau.example'],
    ['E-204', 'Van Dijk Techniek', 'B', '30000.00', null, 'vandijk.example'],
  ],
  lists: {
    'HAFENWERK-2026': [
      ['VLV-4060', '109.00', ['200', '104.00']],
      ['VLV-2040', '76.00'],
      ['BRG-6308', '17.20'],
      ['FST-1260', '0.535'],
    ],
  },
  formerLists: { 'HAFENWERK-2025': [['VLV-4060', '101.50']] },
  orders: [
    ['SO-20087', 'E-202', 'NE-4410', 'done', 34, -26, 'mchen', 'VLV-4060*60 FREIGHT@240.00'],
    ['SO-20088', 'E-201', 'HW-2026-104', 'done', 27, -20, 'mchen', 'BRG-6308*150 FST-1260*6000'],
    ['SO-20089', 'E-204', 'VD-0932', 'shipped', 19, -2, 'lortega', 'BRG-2210*80 VLV-1010*40'],
    ['SO-20090', 'E-203', 'AM-77', 'processing', 12, 2, 'lortega', 'PPE-7010*120 PPE-3310*40'],
    ['SO-20091', 'E-202', 'NE-4432', 'confirmed', 8, 5, 'mchen', 'VLV-4060*180 VLV-2040*120 FREIGHT@860.00'],
    ['SO-20092', 'E-204', 'VD-0941', 'confirmed', 5, 7, 'lortega', 'VLV-1010*220 FST-1260*10000'],
    [
      'SO-20093',
      'E-201',
      'HW-2026-118',
      'on_hold',
      2,
      9,
      'mchen',
      'VLV-4060*420 VLV-2040*250 FREIGHT@1500.00',
    ],
    ['SO-20094', 'E-203', null, 'quotation', 1, 12, 'lortega', 'VLV-1010*60'],
  ],
  invoices: [
    ['RE-5107', 'E-201', '8640.00', -58, 4],
    ['RE-5133', 'E-201', '11250.00', -5, null],
    ['RE-5121', 'E-202', '7200.00', -11, null],
    ['RE-5118', 'E-204', '3980.00', -21, 2],
    ['RE-5140', 'E-203', '1310.00', 10, null],
  ],
};
