import type { SentMessageInfo, Transporter } from 'nodemailer';
import type { Mailer, MailOutcome, OutgoingMail } from '#core/ports.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS is required unless the host is this machine) or `smtps://…:465`. */
  url: string;
  /** Envelope sender, where bounces go. null: the tenant's inbox address. */
  returnPath: string | null;
}

/** Longest wait for a connection, a greeting, an answer. Milliseconds. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
const pool = { maxConnections: 2, maxMessages: 100, idleTimeout: 30_000 };

/**
 * Sends by SMTP over a small pool of connections, one attempt per call. What was cut off after the server had begun to
 * take the message is `unknown`: servers deliver what they could no longer confirm (RFC 5321, 4.5.3.2.6).
 */
export function createSmtpMailer({ url, returnPath }: SmtpSettings): Mailer & { close(): void } {
  const server = new URL(url);
  /** Keys of mails that a server is taking. */
  const begun = new Set<string>();
  let opened: Promise<Transporter> | null = null;
  const transport = () => (opened ??= openTransport(server, (key) => begun.add(key)));
  return {
    async send(mail): Promise<MailOutcome> {
      try {
        const transporter = await transport();
        const sent: SentMessageInfo = await transporter.sendMail(messageOf(mail, returnPath));
        return sent.accepted?.length === 0 ? { refused: 'No recipient was accepted.', later: false } : 'sent';
      } catch (error) {
        return outcomeOf(error as SmtpError, begun.has(mail.key));
      } finally {
        begun.delete(mail.key);
      }
    },
    async probe() {
      await (await transport()).verify();
      return `SMTP by ${server.host}.`;
    },
    close() {
      void opened?.then((transporter) => transporter.close());
    },
  };
}

async function openTransport(server: URL, begin: (key: string) => void): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const secure = server.protocol === 'smtps:';
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(server.hostname);
  const transporter = createTransport({
    pool: true,
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !isLocal && !secure,
    ...(server.username && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    ...timeouts,
    ...pool,
    // By default a message whose connection closed is sent again up to five times, also when it had arrived.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The message is piped to the server once that said that it takes it.
  transporter.use('stream', (mail, done) => {
    const { key } = mail.data as { key?: string };
    const { message } = mail;
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...options: Parameters<typeof create>) => {
      const stream = create(...options);
      const pipe = stream.pipe.bind(stream);
      stream.pipe = ((...to: Parameters<typeof pipe>) => {
        if (key) begin(key);
        return pipe(...to);
      }) as typeof stream.pipe;
      return stream;
    };
    done();
  });
  return transporter as unknown as Transporter;
}

/** RFC 5322 threading, RFC 3834 marks where nobody pressed for it, and a mark of our own against loops. */
function messageOf(mail: OutgoingMail, returnPath: string | null) {
  const references = [...(mail.references ?? []), mail.inReplyTo ?? ''].filter(isMessageId);
  return {
    key: mail.key,
    from: { name: mail.fromName ?? '', address: mail.from },
    to: { name: '', address: mail.to },
    envelope: { from: returnPath ?? mail.from, to: mail.to },
    subject: mail.subject,
    text: mail.text,
    ...(mail.messageId ? { messageId: mail.messageId } : {}),
    ...(mail.inReplyTo && isMessageId(mail.inReplyTo) ? { inReplyTo: mail.inReplyTo } : {}),
    ...(references.length ? { references: [...new Set(references)].slice(-20) } : {}),
    headers: {
      'X-Unhold-Loop': '1',
      'X-Auto-Response-Suppress': 'All',
      ...(mail.automatic === false ? {} : { 'Auto-Submitted': 'auto-replied' }),
    },
  };
}

/** Keys of mails without a Message-ID ("sha256:…") name nothing that a mail program knows. */
const isMessageId = (id: string): boolean => /^<[^\s<>]{1,500}>$/.test(id);

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** A server's own answer is believed; without one it depends on whether the message was already on its way. */
function outcomeOf({ message, code, responseCode }: SmtpError, begun: boolean): MailOutcome {
  const reason = message.replace(/\s+/g, ' ').slice(0, 300);
  if (responseCode && responseCode >= 500) return { refused: reason, later: code === 'EAUTH' };
  if (responseCode && responseCode >= 400) return { refused: reason, later: true };
  return begun ? { unknown: reason } : { refused: reason, later: code !== 'EENVELOPE' };
}
