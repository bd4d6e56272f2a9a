/** The page's few line icons, 20 × 20, drawn in the text's colour. Always beside words or a label. */
import { h, type JSX } from 'preact';

const paths = {
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  chevron: 'm6 8 4 4 4-4',
  clock: 'M10 5.5V10l3 1.8M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
  plug: 'M7.5 3v4M12.5 3v4M5 7h10v2.5a5 5 0 0 1-10 0V7ZM10 14.5V17',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 1.8v1.4M10 16.8v1.4M4.2 4.2l1 1M14.8 14.8l1 1M1.8 10h1.4M16.8 10h1.4M4.2 15.8l1-1M14.8 5.2l1-1',
  moon: 'M16.6 12.2A7 7 0 0 1 7.8 3.4a7 7 0 1 0 8.8 8.8Z',
  auto: 'M10 3a7 7 0 1 0 0 14V3Zm0 0a7 7 0 0 1 0 14',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Zm8 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  check: 'm4.5 10.5 3.6 3.6 7.4-8',
  arrow: 'M4 10h12m-4.5-4.5L16 10l-4.5 4.5',
  hash: 'M7.6 3.5 6 16.5M14 3.5l-1.6 13M4 7.5h13M3 12.5h13',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Zm-6 6.6c.6-3 3-4.4 6-4.4s5.4 1.4 6 4.4',
  orders: 'M4 5.5h12M4 10h12M4 14.5h8',
  mail: 'M3 5.5h14v9.5H3V5.5Zm.5.8 6.5 5 6.5-5',
  record: 'M5.5 3v14M5.5 5.5h.01M5.5 10h.01M5.5 14.5h.01M9 5.5h8M9 10h8M9 14.5h5',
  chat: 'M3 4.5h14v9H9l-4 3v-3H3v-9Z',
  card: 'M3 4h14v12H3V4Zm0 4h14',
  search: 'M8.8 14.6a5.8 5.8 0 1 0 0-11.6 5.8 5.8 0 0 0 0 11.6Zm4.2-1.6 4 4',
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5V16',
} as const;

export type IconName = keyof typeof paths;

export const icon = (name: IconName): JSX.Element =>
  h(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 20 20', 'aria-hidden': true, focusable: false },
    h('path', { d: paths[name] }),
  );

/** The product's mark: two bars of a hold, the second one leaning into motion. */
export const mark = (): JSX.Element =>
  h('svg', { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': true, focusable: false }, [
    h('rect', { class: 'mark-ground', width: 24, height: 24, rx: 6 }),
    h('path', { class: 'mark-sign', d: 'M7 7v10M12 7.2v9.6l6-4.8-6-4.8Z' }),
  ]);
