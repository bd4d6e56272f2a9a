/** Packs a message as Outlook does (MS-OXTNEF), for tests. */
interface Packed {
  subject?: string;
  from?: string;
  text?: string;
  html?: string;
  files?: { name: string; type: string; content: string }[];
  messages?: Packed[];
}

const u16 = (n: number) => Buffer.from([n & 255, n >> 8]);
const u32 = (n: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(n);
  return bytes;
};
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const attribute = (level: 1 | 2, id: number, data: Buffer) =>
  Buffer.concat([
    Buffer.from([level]),
    u16(id),
    u16(6),
    u32(data.length),
    data,
    u16(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0)),
  ]);
const unicode = (id: number, text: string): Buffer => variable(0x1f, id, Buffer.from(`${text}\0`, 'utf16le'));
const variable = (type: number, id: number, bytes: Buffer) =>
  Buffer.concat([u16(type), u16(id), u32(1), u32(bytes.length), padded(bytes)]);
const list = (values: Buffer[]) => Buffer.concat([u32(values.length), ...values]);

export function packTnef({ subject, from, text, html, files = [], messages = [] }: Packed): Buffer {
  const values = [
    ...(subject ? [unicode(0x0037, subject)] : []),
    ...(from ? [unicode(0x5d01, from)] : []),
    ...(text ? [unicode(0x1000, text)] : []),
    ...(html ? [variable(0x102, 0x1013, Buffer.from(html))] : []),
  ];
  return Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x9003, list(values)),
    ...files.flatMap(({ name, type, content }) => [
      attribute(2, 0x9002, Buffer.alloc(14)),
      attribute(2, 0x800f, Buffer.from(content)),
      attribute(2, 0x9005, list([unicode(0x3707, name), unicode(0x370e, type)])),
    ]),
    ...messages.flatMap((message) => [
      attribute(2, 0x9002, Buffer.alloc(14)),
      attribute(
        2,
        0x9005,
        list([variable(0x0d, 0x3701, Buffer.concat([Buffer.alloc(16), packTnef(message)]))]),
      ),
    ]),
  ]);
}
