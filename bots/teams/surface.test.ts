import { describe, expect, test } from 'vitest';
import { sampleBatch, sampleNotice } from '#cards/sampleBatch.ts';
import { MessageGone, type SurfaceChannel } from '#core/ports.ts';
import { createBench, serviceUrl, tenant, view } from './testBench.ts';

const channel: SurfaceChannel = {
  id: 'c1',
  surface: 'teams',
  workspace: tenant,
  externalId: '19:finance-calder@thread.tacv2',
  reference: { serviceUrl },
};
const path = '/v3/conversations/19:finance-calder@thread.tacv2';
const question = {
  id: 'q1',
  exceptionId: view.exceptionId,
  tenantId: 'calder',
  text: 'Since when? <at>everyone</at>',
  askedBy: 'Daniel Reyes',
  about: 'SO-10482',
};

describe('Teams as a surface', () => {
  test('posts the card with a notification that says the point, and gives the message id back', async () => {
    const { surface, microsoft } = await createBench();
    expect(await surface.post(channel, view, 'key', false)).toBe('m1');
    expect(microsoft.state.connector).toMatchObject([
      {
        method: 'POST',
        path: `${path}/activities`,
        authorization: 'Bearer https://stand-in.example/scope/.default #1',
        body: {
          type: 'message',
          summary: expect.stringContaining('SO-10482'),
          attachments: [
            { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } },
          ],
        },
      },
    ]);
  });

  test('updates the message in place and replies in its thread', async () => {
    const { surface, microsoft } = await createBench();
    await surface.update(channel, 'm9', view);
    await surface.reply(channel, 'm9', 'Released by Daniel Reyes.');
    expect(microsoft.state.connector).toMatchObject([
      { method: 'PUT', path: `${path}/activities/m9` },
      {
        method: 'POST',
        path: `${path};messageid=m9/activities`,
        body: { text: 'Released by Daniel Reyes.', textFormat: 'plain' },
      },
    ]);
  });

  test('asks one person privately, with a box that answers this question', async () => {
    const { surface, microsoft } = await createBench();
    const to = { workspace: tenant, externalId: '29:maya', name: 'Maya Chen' };
    expect(await surface.ask(to, question, channel)).toBe('m2');
    const [opened, asked] = microsoft.state.connector;
    expect(opened).toMatchObject({
      path: '/v3/conversations',
      body: { isGroup: false, members: [{ id: '29:maya' }], tenantId: tenant },
    });
    expect(asked?.path).toBe('/v3/conversations/a:chat1/activities');
    const sent = JSON.stringify(asked?.body);
    expect(sent).toContain('"verb":"answer"');
    expect(sent).toContain(`"e":"${view.exceptionId}","q":"q1"`);
    expect(sent).not.toContain('<at>');
  });

  test('posts a batch and updates it in place', async () => {
    const { surface, microsoft } = await createBench();
    expect(await surface.postBatch(channel, sampleBatch, 'key', false)).toBe('m1');
    await surface.updateBatch(channel, 'm1', sampleBatch);
    expect(microsoft.state.connector).toMatchObject([
      {
        method: 'POST',
        path: `${path}/activities`,
        body: { summary: expect.stringContaining('Approve 4 of 5') },
      },
      { method: 'PUT', path: `${path}/activities/m1` },
    ]);
    microsoft.state.fail = () => new Response('gone', { status: 404 });
    await expect(surface.updateBatch(channel, 'm1', sampleBatch)).rejects.toThrow(MessageGone);
  });

  test('tells a notice to a channel, or to one person alone', async () => {
    const { surface, microsoft } = await createBench();
    await surface.tell(channel, null, sampleNotice);
    await surface.tell(
      channel,
      { workspace: tenant, externalId: '29:maya', name: 'Maya Chen' },
      sampleNotice,
    );
    expect(microsoft.state.connector).toMatchObject([
      { path: `${path}/activities`, body: { summary: sampleNotice.title } },
      { path: '/v3/conversations', body: { members: [{ id: '29:maya' }] } },
      { path: '/v3/conversations/a:chat2/activities' },
    ]);
  });

  test('takes the usual address of Teams for a channel without a reference', async () => {
    const { surface, microsoft } = await createBench();
    await surface.post({ ...channel, reference: null }, view, 'key', false);
    expect(microsoft.state.connector).toHaveLength(1);
  });

  test('calls no foreign address, wherever it was stored', async () => {
    const { surface, microsoft } = await createBench();
    const foreign = { ...channel, reference: { serviceUrl: 'https://attacker.example/' } };
    await expect(surface.post(foreign, view, 'key', false)).rejects.toThrow('foreign service URL');
    expect(microsoft.state.tokens).toBe(0);
  });

  test.each([429, 500, 503, 302])(
    'throws on %i after one call: a repeated post would show the card twice',
    async (status) => {
      const { surface, microsoft } = await createBench();
      microsoft.state.fail = () => new Response('busy', { status });
      await expect(surface.post(channel, view, 'key', false)).rejects.toThrow(
        `Teams answered ${status} to POST`,
      );
      expect(microsoft.state.connector).toHaveLength(1);
    },
  );

  test('throws after one call when the connection is lost', async () => {
    const { surface, microsoft } = await createBench();
    microsoft.state.fail = () => {
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
    await expect(surface.post(channel, view, 'key', false)).rejects.toThrow('socket hang up');
    expect(microsoft.state.connector).toHaveLength(1);
  });

  test('fetches its token once for many calls, and anew after a 401', async () => {
    const { surface, microsoft } = await createBench();
    await surface.update(channel, 'm1', view);
    await surface.update(channel, 'm2', view);
    expect(microsoft.state.tokens).toBe(1);
    microsoft.state.fail = () => new Response('expired', { status: 401 });
    await expect(surface.update(channel, 'm1', view)).rejects.toThrow('401');
    microsoft.state.fail = null;
    await surface.update(channel, 'm1', view);
    expect(microsoft.state.tokens).toBe(2);
  });

  test('says that it can sign in, or in Microsoft’s words why not', async () => {
    const { surface } = await createBench();
    expect(await surface.probe()).toContain('stand-in.example');
    const wrong = await createBench({ appPassword: 'wrong' });
    await expect(wrong.surface.probe()).rejects.toThrow('invalid_client: Wrong secret.');
  });

  test('says when a card was deleted, so that it is posted anew', async () => {
    const { surface, microsoft } = await createBench();
    microsoft.state.fail = () => new Response('gone', { status: 404 });
    await expect(surface.update(channel, 'm1', view)).rejects.toThrow(MessageGone);
  });
});
