import { describe, expect, it } from 'vitest';
import { readBatchMarker, readMarker } from '#cards/actions.ts';
import { sampleBatch, sampleNotice } from '#cards/sampleBatch.ts';
import { sampleViews } from '#cards/sampleViews.ts';
import { MessageGone } from '#core/ports.ts';
import { createTestSlack } from './testSlack.ts';

const channel = {
  id: 'ch-1',
  surface: 'slack' as const,
  workspace: 'T0CALDER',
  externalId: 'C0ORDERS',
  reference: null,
};

describe('Slack as a surface', () => {
  it('posts a card that says which exception it is, without unfurling anything', async () => {
    const { surface, slack } = createTestSlack();
    expect(await surface.post(channel, sampleViews.open, 'key-1', false)).toBe('1795446000.000001');
    const [call] = slack.calls;
    expect(call).toMatchObject({
      method: 'chat.postMessage',
      token: 'Bearer xoxb-T0CALDER',
      args: {
        channel: 'C0ORDERS',
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: 'unhold_card', event_payload: { key: 'key-1' } },
      },
    });
    const [first] = call!.args.blocks as { block_id: string }[];
    expect(readMarker(first?.block_id)).toMatchObject({ number: 'EX-1042', version: 3, status: 'open' });
  });

  const posted = {
    ok: true,
    messages: [
      { ts: '9.9', metadata: { event_type: 'unhold_card', event_payload: { key: 'other' } } },
      { ts: '7.7', metadata: { event_type: 'unhold_card', event_payload: { key: 'key-1' } } },
    ],
  };

  it('finds the first card when the reply of Slack was lost', async () => {
    const { surface, slack } = createTestSlack();
    slack.answers.set('chat.postMessage', () => new Response('bad gateway', { status: 502 }));
    slack.answers.set('conversations.history', () => posted);
    expect(await surface.post(channel, sampleViews.open, 'key-1', false)).toBe('7.7');
  });

  it('looks before it posts when an earlier attempt may have succeeded', async () => {
    const { surface, slack } = createTestSlack();
    slack.answers.set('conversations.history', () => posted);
    expect(await surface.post(channel, sampleViews.open, 'key-1', true)).toBe('7.7');
    expect(slack.named('chat.postMessage')).toEqual([]);
    await surface.post(channel, sampleViews.open, 'key-2', true);
    expect(slack.named('chat.postMessage')).toHaveLength(1);
  });

  it('throws a clear refusal at once', async () => {
    const { surface, slack } = createTestSlack();
    slack.answers.set('chat.postMessage', () => ({ ok: false, error: 'not_in_channel' }));
    await expect(surface.post(channel, sampleViews.open, 'key-1', false)).rejects.toThrow('not_in_channel');
    expect(slack.calls).toHaveLength(1);
  });

  it('tells a deleted card from a passing failure', async () => {
    const { surface, slack } = createTestSlack();
    await surface.update(channel, '1.1', sampleViews.acting);
    expect(slack.calls[0]).toMatchObject({ method: 'chat.update', args: { ts: 1.1 } });
    slack.answers.set('chat.update', () => ({ ok: false, error: 'message_not_found' }));
    await expect(surface.update(channel, '1.1', sampleViews.acting)).rejects.toThrow(MessageGone);
    slack.answers.set('chat.update', () => ({ ok: false, error: 'internal_error' }));
    await expect(surface.update(channel, '1.1', sampleViews.acting)).rejects.not.toThrow(MessageGone);
  });

  it('replies in the thread, with strangers’ words escaped', async () => {
    const { surface, slack } = createTestSlack();
    await surface.reply(channel, '1.1', 'Maya answered: <!channel> https://evil.example');
    const args = JSON.stringify(slack.calls[0]?.args);
    expect(args).not.toContain('<!channel>');
    expect(args).not.toContain('https://evil');
    expect(slack.calls[0]?.args.thread_ts).toBe(1.1);
  });

  it('asks one person in a direct message', async () => {
    const { surface, slack } = createTestSlack();
    slack.answers.set('conversations.open', () => ({ ok: true, channel: { id: 'D0MAYA' } }));
    const to = { workspace: 'T0CALDER', externalId: 'U0MAYA', name: 'Maya Chen' };
    const question = {
      id: 'q-9',
      exceptionId: 'ex-1',
      tenantId: 'calder',
      text: 'When do they pay?',
      askedBy: 'Daniel Reyes',
      about: 'SO-10482',
    };
    expect(await surface.ask(to, question, channel)).toBe('1795446000.000002');
    expect(slack.calls[0]?.args.users).toBe('U0MAYA');
    expect(slack.calls[1]?.args).toMatchObject({
      channel: 'D0MAYA',
      text: 'Daniel Reyes asks you about SO-10482: When do they pay?',
    });
    expect(JSON.stringify(slack.calls[1]?.args)).toContain('"action_id":"answer"');
  });

  it('posts and updates a batch as it does a card', async () => {
    const { surface, slack } = createTestSlack();
    slack.answers.set('conversations.history', () => posted);
    expect(await surface.postBatch(channel, sampleBatch, 'key-1', true)).toBe('7.7');
    await surface.postBatch(channel, sampleBatch, 'key-2', false);
    const [call] = slack.named('chat.postMessage');
    expect(call?.args.metadata).toMatchObject({
      event_payload: { key: 'key-2', batch: sampleBatch.batchId },
    });
    const [first] = call!.args.blocks as { block_id: string }[];
    expect(readMarker(first?.block_id)).toBeNull();
    expect(readBatchMarker(first?.block_id)).toEqual({ id: sampleBatch.batchId, open: 5 });
    slack.answers.set('chat.update', () => ({ ok: false, error: 'message_not_found' }));
    await expect(surface.updateBatch(channel, '1.1', sampleBatch)).rejects.toThrow(MessageGone);
  });

  it('tells a notice to a channel, or to one person alone', async () => {
    const { surface, slack } = createTestSlack();
    slack.answers.set('conversations.open', () => ({ ok: true, channel: { id: 'D0MAYA' } }));
    await surface.tell(channel, null, sampleNotice);
    await surface.tell(
      channel,
      { workspace: 'T0CALDER', externalId: 'U0MAYA', name: 'Maya Chen' },
      sampleNotice,
    );
    expect(slack.named('chat.postMessage').map((call) => call.args.channel)).toEqual(['C0ORDERS', 'D0MAYA']);
    expect(slack.named('chat.postMessage')[0]?.args.text).toBe(sampleNotice.title);
    expect(slack.named('conversations.open')[0]?.args.users).toBe('U0MAYA');
  });

  it('says who it is when probed', async () => {
    const { surface, slack } = createTestSlack({ probeWorkspace: 'T0CALDER' });
    slack.answers.set('auth.test', () => ({ ok: true, user: 'unhold', team: 'Calder Supply' }));
    expect(await surface.probe()).toBe('Slack answers as unhold in Calder Supply.');
    slack.answers.set('auth.test', () => ({ ok: false, error: 'invalid_auth' }));
    await expect(surface.probe()).rejects.toThrow('invalid_auth');
  });

  it('names the workspace that has not installed the app', async () => {
    const { surface } = createTestSlack();
    const other = { ...channel, workspace: 'T0OTHER' };
    await expect(surface.post(other, sampleViews.open, 'k', false)).rejects.toThrow(
      'T0OTHER has no bot token',
    );
  });
});
