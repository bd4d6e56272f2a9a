/** Slack's `rich_text` block (also inside table cells), to the same tree as mrkdwn. */
import { asList, asRecord, asRecords, asText, type Json } from '../client/json.ts';
import { type Rich, safeHref } from '../client/rich.ts';
import { slackDate } from './date.ts';
import type { MrkdwnContext } from './mrkdwn.ts';

export function richTextBlock(block: Json, context: MrkdwnContext): Rich[] {
  return asRecords(block['elements']).map((part): Rich => {
    const children = inline(asList(part['elements']), context);
    switch (part['type']) {
      case 'rich_text_list':
        return {
          kind: 'list',
          ordered: part['style'] === 'ordered',
          items: asRecords(part['elements']).map((item) => inline(asList(item['elements']), context)),
        };
      case 'rich_text_quote':
        return { kind: 'quote', children };
      case 'rich_text_preformatted':
        return {
          kind: 'pre',
          text: asRecords(part['elements'])
            .map((e) => asText(e['text']))
            .join(''),
        };
      default:
        return { kind: 'paragraph', children };
    }
  });
}

function inline(elements: unknown[], context: MrkdwnContext): Rich[] {
  return elements.flatMap((value): Rich[] => {
    const element = asRecord(value);
    return styled(lines(element, context), asRecord(element['style']));
  });
}

function lines(element: Json, context: MrkdwnContext): Rich[] {
  const text = asText(element['text']);
  switch (element['type']) {
    case 'text':
      return text.split('\n').flatMap((line, i): Rich[] => {
        const words: Rich = { kind: 'text', text: line };
        return i === 0 ? [words] : [{ kind: 'break' }, words];
      });
    case 'link': {
      const href = safeHref(asText(element['url']));
      const words: Rich = { kind: 'text', text: text || asText(element['url']) };
      return [href ? { kind: 'link', href, children: [words] } : words];
    }
    case 'user':
      return [{ kind: 'mention', text: `@${context.personName(asText(element['user_id'])) ?? 'someone'}` }];
    case 'broadcast':
      return [{ kind: 'mention', text: `@${asText(element['range'])}` }];
    case 'date': {
      const token = `!date^${String(element['timestamp'])}^${asText(element['format'])}`;
      const date = slackDate(token, asText(element['fallback']), context);
      return date ? [date] : [];
    }
    default:
      return text === '' ? [] : [{ kind: 'text', text }];
  }
}

function styled(children: Rich[], style: Json): Rich[] {
  const wraps = (['bold', 'italic', 'strike'] as const).filter((name) => style[name] === true);
  const inner: Rich[] =
    style['code'] === true
      ? children.map((c) => (c.kind === 'text' ? { kind: 'code', text: c.text } : c))
      : children;
  return wraps.reduce<Rich[]>((content, kind) => [{ kind, children: content }], inner);
}
