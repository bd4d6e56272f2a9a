import { h, type JSX } from 'preact';
import { writeMail } from '../client/mime.ts';
import type { Seen } from '../client/useStore.ts';

/** A form that writes one mail from the person who is playing to the company's inbox. */
export function Compose(p: {
  seen: Seen;
  sending: boolean;
  send(raw: string): void;
  cancel(): void;
}): JSX.Element {
  const { me, tenant } = p.seen;
  const example = p.seen.data.orders.find((order) => order.tenant === tenant.id && order.reference !== null);
  const onSubmit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const field = (name: string) => String(form.get(name) ?? '');
    p.send(
      writeMail({
        from: { name: me.name, email: me.email },
        to: tenant.inbox,
        subject: field('subject'),
        text: field('text'),
        at: new Date(p.seen.data.now),
        id: crypto.randomUUID(),
      }),
    );
  };
  return h('form', { class: 'compose', onSubmit }, [
    h('p', { class: 'fine' }, `From ${me.email}`),
    h('label', null, [
      'Subject',
      h('input', { name: 'subject', required: true, maxLength: 200, autocomplete: 'off' }),
    ]),
    h('label', null, [
      'What is stuck?',
      h('textarea', {
        name: 'text',
        required: true,
        rows: 5,
        placeholder: example
          ? `${example.customer} is asking where PO ${example.reference} is. What holds it?`
          : 'A customer is asking where an order is.',
      }),
    ]),
    h('div', { class: 'form-foot' }, [
      h('button', { type: 'button', class: 'button', onClick: p.cancel }, 'Cancel'),
      h(
        'button',
        { type: 'submit', class: 'button is-primary', disabled: p.sending, 'aria-busy': p.sending },
        p.sending ? 'Sending…' : 'Send to the inbox',
      ),
    ]),
  ]);
}
