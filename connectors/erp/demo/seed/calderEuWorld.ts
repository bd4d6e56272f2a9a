import type { SeedWorld } from './company.ts';

/** Hamburg and Rotterdam; terms as the contract in examples/contracts has them. */
export const calderEuWorld: SeedWorld = {
  warehouses: [
    ['Hamburg', 'DE', 2, 1],
    ['Rotterdam', 'NL', 2, 0.3],
  ],
  suppliers: [
    ['L-21', 'Elbe Wälzlager GmbH', 'auftrag@elbewaelzlager.example', 10, ['BRG']],
    ['L-22', 'Armaturenwerk Lüneburg', 'vertrieb@awl.example', 15, ['VLV']],
    ['L-23', 'Nordschraube', 'bestellung@nordschraube.example', 6, ['FST', 'PPE']],
  ],
  carriers: [
    ['DHL', 'DHL Freight', 'pod@dhlfreight.example', 'Euroconnect'],
    ['DSV', 'DSV Road', 'pod@dsvroad.example', 'Groupage'],
  ],
  incoming: [
    ['VLV-4060', '800', 12],
    ['BRG-2210', '240', 8],
  ],
  customers: {
    'E-201': {
      email: 'einkauf@hafenwerk.example',
      shipTo: {
        name: 'Hafenwerk Hamburg, Werkstatt 3',
        street: 'Am Kaiserkai 60',
        postalCode: '20457',
        city: 'Hamburg',
        country: 'DE',
      },
      paymentTerms: '2/10 NET30',
    },
    'E-202': {
      email: 'beschaffung@nordlicht.example',
      shipTo: {
        name: 'Nordlicht Energie',
        street: 'Deichweg 12',
        postalCode: '25813',
        city: 'Husum',
        country: 'DE',
      },
      paymentTerms: 'NET30',
    },
    'E-203': {
      email: 'achats@ateliermoreau.example',
      shipTo: {
        name: 'Atelier Moreau',
        street: '18 rue des Forges',
        postalCode: '67000',
        city: 'Strasbourg',
        country: 'FR',
      },
      paymentTerms: 'NET30',
    },
    'E-204': {
      email: 'inkoop@vandijk.example',
      shipTo: {
        name: 'Van Dijk Techniek',
        street: 'Havenstraat 41',
        postalCode: '9723',
        city: 'Groningen',
        country: 'NL',
      },
      paymentTerms: 'NET30',
    },
  },
  agreements: [
    [
      'E-201',
      'Framework Agreement Hafenwerk Hamburg',
      '2026-01-01',
      '2027-12-31',
      { paymentTerms: '2/10 NET30' },
    ],
  ],
};
