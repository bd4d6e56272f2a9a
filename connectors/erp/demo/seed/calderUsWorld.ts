import type { SeedWorld } from './company.ts';

const us = (name: string, street: string, postalCode: string, city: string) => ({
  name,
  street,
  postalCode,
  city,
  country: 'US',
});

/** Two warehouses in Ohio and Nevada; terms as the contracts in examples/contracts have them. */
export const calderUsWorld: SeedWorld = {
  warehouses: [
    ['Columbus', 'US', 4, 1],
    ['Reno', 'US', 4, 0.3],
  ],
  suppliers: [
    ['S-11', 'Midland Bearing Works', 'orders@midlandbearing.example', 12, ['BRG']],
    ['S-12', 'Tri-State Fasteners', 'sales@tristatefasteners.example', 7, ['FST']],
    ['S-13', 'Harrow Valve Co.', 'orders@harrowvalve.example', 18, ['VLV']],
    ['S-14', 'Sentinel Safety', 'desk@sentinelsafety.example', 9, ['PPE']],
    ['S-15', 'Corbett Labware', 'orders@corbettlabware.example', 14, ['LAB']],
  ],
  carriers: [
    ['UPS', 'UPS', 'pod@ups.example', 'Ground'],
    ['RDWY', 'Roadway Freight', 'dispatch@roadwayfreight.example', 'LTL'],
    ['FDX', 'FedEx', 'pod@fedex.example', 'Economy'],
  ],
  incoming: [
    ['BRG-3208', '400', 9],
    ['VLV-4060', '300', 13],
    ['PPE-1180', '4000', 6],
    ['LAB-2210', '1200', 11],
    ['FST-4812', '500', 5],
  ],
  customers: {
    'C-1001': {
      email: 'purchasing@harmonylabs.example',
      shipTo: us('Harmony Labs', '410 Research Parkway', '43016', 'Dublin'),
      paymentTerms: 'NET30',
      rules: { noSubstitution: true },
    },
    'C-1002': {
      email: 'buyers@northfieldfab.example',
      shipTo: us('Northfield Fabrication, Akron', '2270 Foundry Road', '44306', 'Akron'),
      paymentTerms: '2/10 NET30',
    },
    'C-1003': {
      email: 'purchasing@lakeshorewater.example',
      shipTo: us('Lakeshore Water Authority, Station 4', '88 Harbor Street', '44052', 'Lorain'),
      paymentTerms: 'NET30',
      rules: {
        shipComplete: true,
        deliveryWindow: { weekdays: [1, 2, 3, 4, 5], from: '07:00', to: '14:00', appointment: false },
      },
    },
    'C-1004': {
      email: 'maintenance@cedarvalleyfoods.example',
      shipTo: us('Cedar Valley Foods, Newark', '1500 Granary Lane', '43055', 'Newark'),
      paymentTerms: 'NET30',
      rules: {
        purchaseOrderRequired: true,
        deliveryWindow: { weekdays: [1, 2, 3, 4, 5], from: '05:00', to: '11:00', appointment: false },
      },
    },
    'C-1005': {
      email: 'office@ridgelinemech.example',
      shipTo: us('Ridgeline Mechanical', '77 Ridge Avenue', '43701', 'Zanesville'),
      paymentTerms: 'NET30',
    },
    'C-1006': {
      email: 'materials@stbrendan.example',
      shipTo: us('St. Brendan Hospital, Central Dock', '9 Mercy Drive', '43215', 'Columbus'),
      paymentTerms: 'NET45',
      rules: {
        deliveryWindow: { weekdays: [1, 2, 3, 4, 5], from: '06:00', to: '10:00', appointment: false },
      },
    },
    'C-1007': {
      email: 'orders@apexmachine.example',
      shipTo: us('Apex Machine Works', '640 Spindle Street', '45402', 'Dayton'),
      paymentTerms: 'NET30',
    },
    'C-1008': {
      email: 'mro@dunmorepaper.example',
      shipTo: us('Dunmore Paper, Mill 2', '1 Mill Road', '45601', 'Chillicothe'),
      paymentTerms: 'NET60',
    },
    'C-1009': {
      email: 'facilities@fultonschools.example',
      shipTo: us('Fulton Schools, Facilities', '350 Maple Street', '43567', 'Wauseon'),
      paymentTerms: 'NET30',
    },
    'C-1010': {
      email: 'purchasing@grangerrobotics.example',
      shipTo: us('Granger Robotics', '2100 Circuit Way', '45246', 'Cincinnati'),
      paymentTerms: 'NET30',
    },
    'C-1011': {
      email: 'parts@hollismarine.example',
      shipTo: us('Hollis Marine', '14 Dock Street', '44870', 'Sandusky'),
      paymentTerms: 'NET15',
    },
    'C-1012': {
      email: 'site@ironwoodbuilders.example',
      shipTo: us('Ironwood Builders', '905 Timber Court', '43081', 'Westerville'),
      paymentTerms: 'NET15',
    },
    'C-1013': {
      email: 'purchasing@juniperbio.example',
      shipTo: us('Juniper Biotech, Pilot Plant', '700 Genome Boulevard', '43201', 'Columbus'),
      paymentTerms: '1/10 NET30',
    },
    'C-1014': {
      email: 'orders@keystonerefrig.example',
      shipTo: us('Keystone Refrigeration', '51 Compressor Lane', '44705', 'Canton'),
      paymentTerms: 'NET30',
    },
    'C-1015': {
      email: 'stores@morrowtransit.example',
      shipTo: us('Morrow County Transit, Depot', '300 Depot Road', '43338', 'Mount Gilead'),
      paymentTerms: 'NET45',
    },
  },
  agreements: [
    ['C-1001', 'Supply Agreement Harmony Labs 2025', '2025-01-01', '2025-12-31', { paymentTerms: 'NET45' }],
    ['C-1001', 'Supply Agreement Harmony Labs', '2026-01-01', '2027-12-31', { paymentTerms: 'NET30' }],
    [
      'C-1002',
      'Supply Agreement Northfield Fabrication',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: '2/10 NET30' },
    ],
    [
      'C-1003',
      'Blanket Purchase Agreement Lakeshore Water Authority',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: 'NET30' },
    ],
    [
      'C-1004',
      'Delivery and Payment Terms Cedar Valley Foods',
      '2026-01-01',
      null,
      { paymentTerms: 'NET30' },
    ],
    [
      'C-1006',
      'Supply Agreement St. Brendan Hospital',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: 'NET45' },
    ],
    [
      'C-1008',
      'Maintenance Supply Agreement Dunmore Paper',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: 'NET60' },
    ],
    [
      'C-1013',
      'Supply Agreement Juniper Biotech',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: '1/10 NET30' },
    ],
  ],
  // A customer's mail in examples/mails asks where it is; the ERP itself knows of no trouble.
  underWay: { 'SO-10447': ['UPS', '1Z999AA10123456784', 2] },
};
