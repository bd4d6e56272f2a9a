/** Reads `winmail.dat` (MS-OXTNEF): what Outlook packs a message into when it believes that Outlook will unpack it. */

export interface TnefFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array;
  inline: boolean;
}

export interface TnefMessage {
  subject: string | null;
  from: string | null;
  to: string | null;
  text: string | null;
  html: string | null;
  files: TnefFile[];
  /** Messages that were attached to it. */
  messages: TnefMessage[];
}

const SIGNATURE = 0x223e9f78;
const ATTACHMENT_BEGINS = 0x9002;
const TITLE = 0x8010;
const DATA = 0x800f;
const ATTACHMENT_PROPERTIES = 0x9005;
const MESSAGE_PROPERTIES = 0x9003;
const SUBJECT = 0x8004;

const property = {
  subject: 0x0037,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  displayTo: 0x0e04,
  body: 0x1000,
  html: 0x1013,
  attachmentData: 0x3701,
  filename: 0x3704,
  longFilename: 0x3707,
  mimeTag: 0x370e,
  contentId: 0x3712,
  displayName: 0x3001,
} as const;

const maximumFiles = 200;
const maximumNesting = 5;

export const isTnef = (bytes: Uint8Array): boolean =>
  bytes.length > 6 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === SIGNATURE;

/** Takes a TNEF stream apart. What is cut off or damaged ends the reading; what came before it counts. Never throws. */
export function readTnef(bytes: Uint8Array, nesting = 0): TnefMessage | null {
  if (!isTnef(bytes)) return null;
  const message: TnefMessage = {
    subject: null,
    from: null,
    to: null,
    text: null,
    html: null,
    files: [],
    messages: [],
  };
  let open: OpenFile | null = null;
  for (const { id, data } of attributes(bytes)) {
    if (id === SUBJECT) message.subject ??= latin(data);
    if (id === MESSAGE_PROPERTIES) readMessage(message, properties(data));
    if (id === ATTACHMENT_BEGINS) {
      close(message, open, nesting);
      if (message.files.length + message.messages.length >= maximumFiles) return message;
      open = { title: '', data: null, properties: new Map() };
    }
    if (!open) continue;
    if (id === TITLE) open.title = latin(data);
    if (id === DATA) open.data = data;
    if (id === ATTACHMENT_PROPERTIES) open.properties = properties(data);
  }
  close(message, open, nesting);
  return message;
}

interface OpenFile {
  title: string;
  data: Uint8Array | null;
  properties: Map<number, Value>;
}

interface Value {
  type: number;
  bytes: Uint8Array;
}

function* attributes(bytes: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // level (1), id (2), type (2), length (4), data, checksum (2)
  for (let at = 6; at + 9 <= bytes.length; ) {
    const id = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const start = at + 9;
    if (length > bytes.length - start) return;
    yield { id, data: bytes.subarray(start, start + length) };
    at = start + length + 2;
  }
}

/** Bytes of a value of fixed length; those of 2 are padded to 4. */
const fixed: Record<number, number> = {
  2: 4,
  3: 4,
  4: 4,
  10: 4,
  11: 4,
  5: 8,
  6: 8,
  7: 8,
  20: 8,
  64: 8,
  72: 16,
};
const VARIABLE = new Set([0x0d, 0x1e, 0x1f, 0x102]);
const MULTIPLE = 0x1000;

/** MAPI properties by id; of several values the first. */
function properties(data: Uint8Array): Map<number, Value> {
  const found = new Map<number, Value>();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const padded = (length: number) => Math.ceil(length / 4) * 4;
  try {
    let at = 4;
    for (let left = Math.min(view.getUint32(0, true), 10_000); left > 0; left -= 1) {
      const tag = view.getUint16(at, true);
      const id = view.getUint16(at + 2, true);
      at += 4;
      if (id >= 0x8000) {
        // Named: a GUID, and a number or a name.
        const kind = view.getUint32(at + 16, true);
        at += kind === 0 ? 24 : 24 + padded(view.getUint32(at + 20, true));
      }
      const type = tag & ~MULTIPLE;
      const isVariable = VARIABLE.has(type);
      let count = 1;
      if (isVariable || tag & MULTIPLE) {
        count = view.getUint32(at, true);
        at += 4;
      }
      for (let n = 0; n < count; n += 1) {
        const length = isVariable ? view.getUint32(at, true) : fixed[type];
        if (length === undefined) return found;
        if (isVariable) at += 4;
        if (length > data.length - at) return found;
        if (n === 0) found.set(id, { type, bytes: data.subarray(at, at + length) });
        at += padded(length);
      }
    }
  } catch (error) {
    // Past the end: damaged or cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function readMessage(message: TnefMessage, values: Map<number, Value>): void {
  const said = (id: number) => textOf(values.get(id));
  message.subject = said(property.subject) ?? message.subject;
  message.text = said(property.body);
  const html = values.get(property.html);
  message.html = html ? (html.type === 0x102 ? latin(html.bytes) : textOf(html)) : null;
  const address = said(property.senderSmtp) ?? said(property.senderAddress);
  const name = said(property.senderName);
  message.from = address?.includes('@') ? `${name ?? ''} <${address}>`.trim() : name;
  message.to = said(property.displayTo);
}

function close(message: TnefMessage, file: OpenFile | null, nesting: number): void {
  if (!file) return;
  const said = (id: number) => textOf(file.properties.get(id));
  const object = file.properties.get(property.attachmentData);
  // An attached message is an object: an interface id of 16 bytes, and a TNEF stream of its own.
  const inner =
    object?.type === 0x0d && nesting < maximumNesting
      ? readTnef(object.bytes.subarray(16), nesting + 1)
      : null;
  if (inner) {
    message.messages.push({ ...inner, subject: inner.subject ?? said(property.displayName) });
    return;
  }
  const bytes = file.data?.length ? file.data : (object?.bytes ?? file.data);
  if (!bytes) return;
  message.files.push({
    filename: said(property.longFilename) ?? (file.title || said(property.filename)) ?? '',
    contentType: (said(property.mimeTag) ?? 'application/octet-stream').toLowerCase(),
    bytes,
    inline: file.properties.has(property.contentId),
  });
}

const untilNul = (text: string): string => text.split('\0', 1)[0]!;

const latin = (bytes: Uint8Array): string => untilNul(new TextDecoder('windows-1252').decode(bytes));

function textOf(value: Value | undefined): string | null {
  if (!value) return null;
  const text =
    value.type === 0x1f ? untilNul(new TextDecoder('utf-16le').decode(value.bytes)) : latin(value.bytes);
  return text || null;
}
