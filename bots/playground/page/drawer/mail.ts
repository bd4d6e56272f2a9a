/** The mailbox: what came in, what Unhold answered; send a sample, a dropped mail or document, or one written here. */
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PlaygroundMail } from '../../state.ts';
import { stamp } from '../client/format.ts';
import { writeMail } from '../client/mime.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon } from '../shell/icons.ts';
import { Compose } from './compose.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function MailTab({ seen }: { seen: Seen }): JSX.Element {
  const { store } = useStore();
  const [over, setOver] = useState(false);
  const [writing, setWriting] = useState(false);
  const [draft, setDraft] = useState<{ title: string; raw: Uint8Array } | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (raw: Uint8Array) => {
    setSending(true);
    const sent = await store.sendMail(raw);
    setSending(false);
    if (sent) {
      setDraft(null);
      setWriting(false);
    }
  };
  const openFile = async (file: File | undefined) => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isMail = /\.eml$/i.test(file.name) || file.type === 'message/rfc822';
    setDraft({ title: file.name, raw: isMail ? bytes : mailWith(seen, { name: file.name, bytes }) });
  };
  const mails = seen.data.mailbox
    .filter((mail) => mail.tenant === seen.tenant.id)
    .sort((a, b) => b.at.localeCompare(a.at));
  const pick = async (event: Event) => {
    const select = event.currentTarget as HTMLSelectElement;
    const sample = seen.data.samples.find((s) => s.file === select.value);
    select.value = '';
    const raw = sample && (await store.sample(sample.file));
    if (raw) setDraft({ title: capital(sample.title), raw });
  };
  return h('div', { class: 'mail' }, [
    h('p', { class: 'mail-address' }, [
      'Forward anything about a stuck order to ',
      h('b', null, seen.tenant.inbox),
    ]),
    draft
      ? h(Preview, { draft, sending, send: () => void send(draft.raw), cancel: () => setDraft(null) })
      : writing
        ? h(Compose, {
            seen,
            sending,
            send: (raw: string) => void send(new TextEncoder().encode(raw)),
            cancel: () => setWriting(false),
          })
        : h(
            'div',
            {
              class: `drop ${over ? 'is-over' : ''}`,
              onDragOver: (event: DragEvent) => {
                event.preventDefault();
                setOver(true);
              },
              onDragLeave: () => setOver(false),
              onDrop: (event: DragEvent) => {
                event.preventDefault();
                setOver(false);
                void openFile(event.dataTransfer?.files[0]);
              },
            },
            [
              seen.data.samples.length > 0
                ? h('select', { 'aria-label': 'Pick a sample', onChange: pick, value: '' }, [
                    h('option', { value: '' }, 'Pick a sample'),
                    seen.data.samples.map((s) =>
                      h('option', { key: s.file, value: s.file }, capital(s.title)),
                    ),
                  ])
                : null,
              h('div', { class: 'drop-row' }, [
                h(
                  'button',
                  { type: 'button', class: 'button', onClick: () => setWriting(true) },
                  'Write one',
                ),
                h('label', { class: 'button' }, [
                  'Choose a file',
                  h('input', {
                    type: 'file',
                    class: 'sr',
                    accept: '.eml,message/rfc822,.pdf,.jpg,.jpeg,.png,.edi,.x12,.txt,.xml,.csv,.xlsx,.zip',
                    onChange: (event: Event) =>
                      void openFile((event.currentTarget as HTMLInputElement).files?.[0]),
                  }),
                ]),
                h('span', { class: 'drop-hint' }, 'or drop a mail, PDF, photo or EDI file here'),
              ]),
            ],
          ),
    mails.length === 0
      ? h('div', { class: 'empty' }, [
          h('p', null, 'No mail yet.'),
          h('p', null, 'Pick a sample: Unhold reads it, finds the order, and answers known senders.'),
        ])
      : h(
          'ul',
          { class: 'rows mails' },
          mails.map((mail) => h(MailRow, { key: mail.id, mail, seen })),
        ),
  ]);
}

/** A document travels as people send it: in a mail that says no more than that it is there. */
function mailWith({ me, tenant, data }: Seen, file: { name: string; bytes: Uint8Array }): Uint8Array {
  const raw = writeMail({
    from: { name: me.name, email: me.email },
    to: tenant.inbox,
    subject: file.name,
    text: 'Please see attached.',
    at: new Date(data.now),
    id: crypto.randomUUID(),
    files: [file],
  });
  return new TextEncoder().encode(raw);
}

function Preview(p: {
  draft: { title: string; raw: Uint8Array };
  sending: boolean;
  send(): void;
  cancel(): void;
}): JSX.Element {
  return h('div', { class: 'preview' }, [
    h('h3', null, p.draft.title),
    h(
      'pre',
      { tabIndex: 0, 'aria-label': 'The message as it will be sent' },
      new TextDecoder().decode(p.draft.raw.subarray(0, 20_000)),
    ),
    h('div', { class: 'form-foot' }, [
      h('button', { type: 'button', class: 'button', onClick: p.cancel }, 'Cancel'),
      h(
        'button',
        {
          type: 'button',
          class: 'button is-primary',
          disabled: p.sending,
          'aria-busy': p.sending,
          onClick: p.send,
        },
        p.sending ? 'Sending…' : 'Send to the inbox',
      ),
    ]),
  ]);
}

function MailRow({ mail, seen }: { mail: PlaygroundMail; seen: Seen }): JSX.Element {
  const out = mail.direction === 'out';
  return h('li', null, [
    h('details', { class: 'mail-item' }, [
      h('summary', null, [
        h('span', { class: `mail-way ${out ? 'is-out' : ''}` }, [
          icon(out ? 'reply' : 'mail'),
          out ? 'Sent' : 'Received',
        ]),
        h('time', { dateTime: mail.at }, stamp(mail.at, seen.data.now, seen.tenant.timeZone)),
        h('b', null, mail.subject || '(no subject)'),
        h('span', { class: 'mail-who' }, out ? `to ${mail.to}` : `from ${mail.from}`),
      ]),
      h('p', { class: 'mail-text' }, mail.text),
    ]),
  ]);
}
