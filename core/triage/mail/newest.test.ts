import { describe, expect, test } from 'vitest';
import { newestText } from './newest.ts';

describe('the newest words of a mail', () => {
  test.each([
    ['English', 'Please release it.\n\nBest regards,\nOwen Marsh\nHarmony Labs'],
    ['thanks with a name', 'Please release it.\n\nThanks, Owen'],
    ['delimiter', 'Please release it.\n-- \nOwen\n+1 614 555 0142'],
    ['German', 'Please release it.\n\nMit freundlichen Grüßen aus Hamburg\nKirsten Petersen'],
    ['French', 'Please release it.\n\nBien cordialement,\nCamille'],
    ['Spanish', 'Please release it.\n\nUn saludo\nLucía'],
    ['Danish', 'Please release it.\n\nMed venlig hilsen\nAnne'],
    ['telephone', 'Please release it.\n\nSent from my iPhone'],
    ['dash and name', 'Please release it.\n\n-Owen'],
    ["the sender's own name", 'Please release it.\n\nOwen Marsh\nPurchasing'],
    [
      'rule and address',
      'Please release it.\n\n------------\nHarmony Labs\n12 Lab Way\nwww.harmonylabs.example',
    ],
    [
      'disclaimer',
      'Please release it.\n\nThis e-mail and any attachments are confidential and intended only\nfor the addressee. If you have received it in error, delete it.',
    ],
    [
      'gateway banner',
      'CAUTION: This email originated from outside the company. Do not click links.\n\nPlease release it.',
    ],
    ['gateway tag', '[EXTERNAL]\nPlease release it.'],
  ])('end before the signature: %s', (_, mail) => {
    expect(newestText(mail, 'Owen Marsh').text).toBe('Please release it.');
  });

  test('keep a polite sentence that ends nothing', () => {
    const mail = `Thanks\n\n${Array.from({ length: 20 }, (_, n) => `Line ${n + 1}: 20 pcs BRG-620${n % 10}`).join('\n')}`;
    expect(newestText(mail).text).toContain('Line 20');
    expect(newestText('This email is about PO 4711.\nThis message is urgent.').text).toContain('4711');
  });

  test('of an empty mail are empty', () => {
    expect(newestText('')).toEqual({ text: '', signature: '', history: '' });
  });
});
