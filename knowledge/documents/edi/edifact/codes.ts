/** Code lists of UN/EDIFACT (D.96A to D.01B) in the words of the document model; the numbers are data elements. */
import type { DocumentFieldName } from '#core/model/document.ts';

/** 1229: what a seller answers to one line (LIN). */
export const lineAction: Record<string, string> = {
  1: 'added',
  2: 'cancelled',
  3: 'changed',
  4: 'accepted',
  5: 'accepted',
  6: 'changed',
  7: 'rejected',
  10: 'rejected',
  11: 'accepted',
  23: 'changed',
  24: 'changed',
  38: 'substituted',
};

/** 1225: what the whole message does (BGM). */
export const messageFunction: Record<string, string> = {
  1: 'cancelled',
  4: 'changed',
  12: 'rejected',
  27: 'rejected',
  28: 'changed',
  29: 'accepted',
  30: 'changed',
  34: 'changed',
  44: 'accepted',
  45: 'changed',
};

/** 4343: the same as a kind of answer (BGM). */
export const responseType: Record<string, string> = {
  AA: 'accepted',
  AB: 'received',
  AC: 'changed',
  AD: 'accepted',
  AI: 'changed',
  AP: 'accepted',
  CA: 'changed',
  CO: 'accepted',
  NA: 'received',
  RE: 'rejected',
  RJ: 'rejected',
};

/** 1153 in RFF. */
export const references: Record<string, DocumentFieldName> = {
  ON: 'poNumber',
  CO: 'poNumber',
  OP: 'poNumber',
  AAO: 'poNumber',
  VN: 'orderNumber',
  CU: 'orderNumber',
  IV: 'invoiceNumber',
  DQ: 'shipmentNumber',
  AAK: 'shipmentNumber',
  AAU: 'shipmentNumber',
  BM: 'shipmentNumber',
  SRN: 'shipmentNumber',
  AAS: 'trackingNumber',
  AAM: 'trackingNumber',
  CN: 'trackingNumber',
  CW: 'trackingNumber',
};

/** 2005 in DTM. */
export const dates: Record<string, DocumentFieldName> = {
  2: 'requestedDate',
  3: 'date',
  10: 'requestedDate',
  11: 'shipDate',
  13: 'dueDate',
  17: 'promisedDate',
  35: 'deliveryDate',
  61: 'requestedDate',
  63: 'requestedDate',
  64: 'requestedDate',
  67: 'promisedDate',
  69: 'promisedDate',
  74: 'requestedDate',
  76: 'promisedDate',
  79: 'promisedDate',
  132: 'promisedDate',
  137: 'date',
  140: 'dueDate',
  186: 'shipDate',
  191: 'promisedDate',
  265: 'dueDate',
  358: 'promisedDate',
};

/** 3035 in NAD. */
export const roles: Record<'seller' | 'buyer' | 'shipTo' | 'carrier', string[]> = {
  seller: ['SE', 'SU', 'SR', 'II', 'SF', 'CZ', 'MS'],
  buyer: ['BY', 'OB', 'IV', 'MR'],
  shipTo: ['DP', 'ST', 'CN', 'UC', 'UD'],
  carrier: ['CA', 'FW'],
};

/** 7143: whose number an item number is. */
export const sellersItem = new Set(['SA', 'VN', 'VP', 'MF', 'MN']);
export const buyersItem = new Set(['IN', 'BP', 'CB']);
export const tradeItem = new Set(['EN', 'SRV', 'UP', 'EAN', 'GTIN', 'UC']);
export const lotNumber = new Set(['NB', 'BT']);

/** 6063 in QTY. */
export const quantities: Record<string, 'ordered' | 'shipped' | 'invoiced' | 'confirmed' | 'backordered'> = {
  12: 'shipped',
  21: 'ordered',
  46: 'shipped',
  47: 'invoiced',
  66: 'confirmed',
  83: 'backordered',
  113: 'confirmed',
  131: 'shipped',
  170: 'confirmed',
  185: 'shipped',
};

/** 5025 in MOA, in the order in which one is taken for the field. */
export const totals: Partial<Record<DocumentFieldName, string[]>> = {
  total: ['77', '86', '128', '39', '388'],
  amountDue: ['9'],
  totalNet: ['125', '79', '260', '389'],
  totalTax: ['176', '150'],
};

/** 4221 in QVR: partners use the first as "rest follows". */
export const restFollows = new Set(['BP', 'BK', 'AG', 'AS']);

/** 9011/4405 in STS of type 1 (UN/ECE Recommendation 24). */
export const transportStatus: Record<string, string> = {
  1: 'arrived',
  3: 'damaged',
  6: 'booked',
  7: 'cancelled',
  12: 'in_transit',
  13: 'picked_up',
  16: 'in_transit',
  17: 'customs_hold',
  18: 'damaged',
  20: 'delayed',
  21: 'delivered',
  22: 'delivered',
  23: 'not_delivered',
  24: 'in_transit',
  25: 'delayed',
  27: 'in_transit',
  31: 'in_transit',
  35: 'in_transit',
  41: 'in_transit',
  42: 'delivered',
  43: 'in_transit',
  45: 'arrived',
  48: 'picked_up',
  49: 'lost',
  51: 'delayed',
  52: 'delayed',
  53: 'not_collected',
  55: 'not_collected',
  56: 'not_delivered',
  57: 'delayed',
  64: 'available',
  66: 'lost',
  71: 'available',
  72: 'delivered',
  73: 'delivered_short',
  74: 'in_transit',
  75: 'reconsigned',
  77: 'refused',
  80: 'returned',
  81: 'returned',
  82: 'returned',
  85: 'delivered_short',
  86: 'delivered_short',
  87: 'delayed',
  90: 'delayed',
  91: 'held',
  97: 'damaged',
  100: 'in_transit',
  101: 'delayed',
};

/** 9013 in STS: why. */
export const transportReason: Record<string, string> = {
  1: 'address outside the delivery area',
  2: 'arrived after the transport had left',
  3: 'refused by the agent',
  4: 'altered seals',
  6: 'attempt unsuccessful',
  7: 'business closed',
  8: 'changed schedule',
  9: 'further address needed',
  11: 'credit approval requested',
  12: 'customer arrangements needed',
  13: 'refused by customs',
  14: 'damaged',
  16: 'wrong destination',
  17: 'departure delay',
  18: 'derailment',
  19: 'discrepancy',
  20: 'dock strike',
  21: 'due to customer',
  22: 'found empty',
  23: 'equipment failure',
  24: 'examination by an authority',
  25: 'export restrictions',
  27: 'goods missing',
  28: 'import restrictions',
  29: 'incorrect pick-up information',
  30: 'incorrect address',
  31: 'industrial dispute',
  32: 'instructions awaited',
  33: 'lost',
  34: 'means of transport damaged',
  35: 'mechanical breakdown',
  37: 'missing or incorrect documents',
  38: 'new delivery arrangements',
  39: 'no recipient could be reached',
  41: 'not loaded',
  43: 'package not ready',
  45: 'partly missing',
  46: 'payment not received',
  47: 'payment refused',
  48: 'plundered',
  49: 'refused without reason given',
  50: 'past the cut-off time',
  53: 'sorted to a wrong route',
  56: 'totally missing',
  58: 'transit delay',
  59: 'unable to locate',
  60: 'unacceptable condition',
  63: 'weather',
};

/** Reasons that change what a status means. */
export const reasonStatus: Record<string, string> = {
  3: 'refused',
  14: 'damaged',
  27: 'delivered_short',
  33: 'lost',
  45: 'delivered_short',
  48: 'lost',
  49: 'refused',
  56: 'lost',
  60: 'damaged',
};

/** Status in words, where a carrier uses codes of its own and says them in text. The first that fits. */
export const statusWords: [string, RegExp][] = [
  ['refused', /\brefus|verweiger|abgelehnt|rechaz/i],
  ['damaged', /damag|beschädig|endommag|dañad/i],
  ['delivered_short', /short|partly missing|fehlmenge|unvollständig|manquant|incomplet/i],
  ['lost', /\blost\b|verloren|perdu|perdid/i],
  ['returned', /return|retour|zurück|devuel/i],
  ['not_delivered', /not delivered|undeliver|unsuccessful|nicht zugestellt|non livr|no entreg/i],
  ['delayed', /delay|\blate\b|verspät|verzöger|retard|retras|demor/i],
  ['customs_hold', /customs|zoll|douane|aduana/i],
  ['delivered', /deliver|zugestellt|ausgeliefert|livré|entregad/i],
  ['picked_up', /pick(?:ed)?.?up|collected|abgeholt|enlev|recogid/i],
  ['in_transit', /transit|departed|unterwegs|en route|en camino/i],
];
