/** Pictures in blocks. The page loads nothing from outside: there a picture's words stand in for it. */
import { h, type JSX } from 'preact';
import { asText, type Json } from '../client/json.ts';

export function picture(image: Json): JSX.Element {
  const alt = asText(image['alt_text']) || 'Image';
  const src = asText(image['image_url']);
  return isOurs(src)
    ? h('img', { class: 'sk-picture', src, alt })
    : h('span', { class: 'sk-image', role: 'img' }, alt);
}

const isOurs = (src: string): boolean =>
  URL.canParse(src) && new URL(src).origin === globalThis.location?.origin;
