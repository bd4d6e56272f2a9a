/** The page in a real browser, against the fixture. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { sampleBatch } from '#cards/sampleBatch.ts';
import { fieldsDialog } from '../../slack/messages.ts';
import { buildPage, pageFiles } from './build.ts';
import { batchMessage, cardMessage } from './fixture.ts';
import { cropPath, type FixtureServer, startFixtureServer } from './fixtureServer.ts';
import { halfReadView, unsureView } from './fixtureViews.ts';

const binary = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const required = (process.env['REQUIRE'] ?? '').split(',').some((name) => name.trim() === 'chromium');
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(binary === undefined && !required)('the page (needs chromium)', { timeout: 60_000 }, () => {
  let dist = '';
  let browser: Browser;
  let server: FixtureServer;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    if (binary === undefined) throw new Error('REQUIRE names chromium, and no chromium was found.');
    dist = await mkdtemp(join(tmpdir(), 'unhold-page-'));
    await buildPage(dist);
    browser = await chromium.launch({ executablePath: binary, args: switches });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    if (dist !== '') await rm(dist, { recursive: true });
  });

  const open = async (width = 1440, height = 900) => {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url);
    await page.waitForSelector('.tm-card .ac-pushButton', { state: 'attached' });
  };
  beforeEach(async () => {
    server = await startFixtureServer(dist);
    return async () => {
      await page.context().close();
      await server.close();
    };
  });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const clicks = () => server.posted.filter((one) => one.path === '/playground/click').map((one) => one.body);
  const teamsCard = () => page.locator('.is-teams [data-message="t-2"]');

  it('builds into a handful of files of modest size', async () => {
    const sizes = await buildPage(dist);
    expect(Object.keys(sizes)).toEqual([...pageFiles]);
    expect(sizes['app.js']).toBeLessThan(90 * 1024);
    await open();
  });

  it('takes the token out of the address and keeps it for the session', async () => {
    await open();
    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    await page.waitForSelector('.msg');
    expect(complaints).toEqual([]);
  });

  it('shows the same stuck order in both products, and in the ERP', async () => {
    await open();
    for (const place of ['.pane.is-slack', '.pane.is-teams', '.drawer']) {
      expect(await page.locator(place).textContent()).toContain('SO-10482');
    }
    expect(await overflow()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('refuses Maya privately, lets Daniel approve in Teams, and settles both cards and the order', async () => {
    await open();
    await page.click('.is-slack [data-message="1763906701.000100"] [data-action="choose:release"]');
    await page.waitForSelector('.is-slack .msg.is-private:has-text("Only visible to you")');
    expect(clicks()).toEqual([
      {
        surface: 'slack',
        message: '1763906701.000100',
        action: 'choose:release',
        inputs: {},
        person: 'maya-chen',
      },
    ]);

    await page.click('.people > summary');
    await page.click('[data-person="daniel-reyes"]');
    expect(server.posted.at(-1)).toEqual({ path: '/playground/session', body: { person: 'daniel-reyes' } });
    expect(await page.locator('.msg.is-private').count()).toBe(0);

    await teamsCard().getByRole('button', { name: 'Release Order' }).click();
    await page.waitForSelector('.order.is-changed[data-order="SO-10482"]');
    expect(clicks().at(-1)).toEqual({
      surface: 'teams',
      message: 't-2',
      action: 'choose:release',
      inputs: {},
      person: 'daniel-reyes',
    });
    for (const card of ['.is-slack [data-message="1763906701.000100"]', '.is-teams [data-message="t-2"]']) {
      expect(await page.locator(card).textContent()).toContain('Daniel Reyes released SO-10482');
    }
    const changes = await page.locator('.order.is-changed .changes').textContent();
    expect(changes).toContain('On credit hold');
    expect(changes).toContain('Processing');
    expect(await page.locator('[aria-live=polite]').textContent()).toContain('Settled');
    expect(complaints).toEqual([]);
  });

  it('sends what was typed into a Teams card, and nothing while it is missing', async () => {
    await open();
    await teamsCard().getByRole('button', { name: 'Reject' }).click();
    const send = teamsCard().getByRole('button', { name: 'Reject' }).last();
    await send.click();
    expect(clicks()).toEqual([]);
    await teamsCard().getByRole('textbox').fill('They pay first. <b>Really</b>');
    await send.click();
    await page.waitForSelector('.msg.is-private', { state: 'attached' });
    expect(clicks()).toMatchObject([
      { action: 'reject', inputs: { reason: 'They pay first. <b>Really</b>' } },
    ]);
  });

  it('asks before an action that carries a confirmation, and can be led by the keyboard alone', async () => {
    await open();
    const card = page.locator('.is-slack [data-message="1763906702.000100"]');
    await card.locator('[data-action="choose:release"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
    expect(clicks()).toEqual([]);
    await card.locator('[data-action="choose:release"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog .is-primary').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.msg.is-private');
    expect(clicks()).toHaveLength(1);

    await page.locator('#tab-orders').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.timeline');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-record');
  });

  it('sends which cases of a batch are checked, in both products', async () => {
    for (const channel of server.state.channels.filter((one) => one.messages.length > 0)) {
      channel.messages.push(batchMessage(sampleBatch, channel.product, `b-${channel.product}`));
    }
    await open();
    const slack = page.locator('.is-slack [data-message="b-slack"]');
    const teams = page.locator('.is-teams [data-message="b-teams"]');
    const values = sampleBatch.items.map((item) => `${item.exceptionId}:${item.version}`);
    const wanted = [values[0], values[2], values[3], values[4]].join(',');
    for (const card of [slack, teams]) {
      expect(await card.getByRole('checkbox').count()).toBe(5);
      await card.getByLabel(/Cedar Valley Foods/).uncheck();
      await card.getByLabel(/St\. Brendan Hospital/).focus();
      await page.keyboard.press('Space');
    }
    await slack.getByRole('button', { name: 'Release Order for every checked case' }).click();
    await page.locator('dialog .is-primary').click();
    await teams.getByRole('button', { name: 'Approve 4 of 5' }).first().click();
    await teams.getByRole('button', { name: 'Approve 4 of 5' }).last().click();
    await expect.poll(clicks).toMatchObject([
      { surface: 'slack', action: 'choose_several' },
      { surface: 'teams', action: 'choose_several', inputs: { items: wanted } },
    ]);
    expect(Object.values((clicks()[0] as { inputs: Record<string, string> }).inputs)).toEqual([wanted]);
    expect(complaints).toEqual([]);
  });

  it('asks what a mail is about, and which fields of a document were read right', async () => {
    const half = halfReadView(new URL(cropPath, server.url).href);
    for (const channel of server.state.channels.filter((one) => one.messages.length > 0)) {
      const { product } = channel;
      channel.messages.push(
        cardMessage(unsureView, product, `u-${product}`),
        cardMessage(half, product, `h-${product}`),
      );
    }
    await open();
    for (const product of ['slack', 'teams']) {
      const unsure = page.locator(`.is-${product} [data-message="u-${product}"]`);
      await unsure.getByRole('button', { name: 'Inventory shortage' }).click();
    }
    await page
      .locator('.is-slack [data-message="h-slack"]')
      .getByRole('button', { name: 'Check Fields' })
      .click();
    const teams = page.locator('.is-teams [data-message="h-teams"]');
    await teams.getByRole('button', { name: 'Check Fields' }).click();
    await teams.getByLabel('Customer’s PO number').last().fill('NF-5531');
    await teams.getByRole('button', { name: 'Save Fields' }).click();
    await expect.poll(clicks).toMatchObject([
      { surface: 'slack', action: 'retype:inventory_shortage' },
      { surface: 'teams', action: 'retype:inventory_shortage' },
      { surface: 'slack', action: 'fill' },
      {
        surface: 'teams',
        action: 'fill',
        inputs: { 'field:poNumber': 'NF-5531', 'field:line%202%20quantity': '' },
      },
    ]);
    const form = exceptionCard(half).form;
    if (!form) throw new Error('The half-read document asks nothing.');
    server.state.dialogs.push({
      id: 'V1',
      product: 'slack',
      person: 'maya-chen',
      title: 'Check Fields',
      view: JSON.parse(JSON.stringify(fieldsDialog({ e: half.exceptionId, v: half.version }, form, true))),
    });
    server.changed();
    const dialog = page.locator('dialog.is-slack');
    const picture = dialog.getByRole('img', { name: /PO number, as it stands in po-nf-5531/ });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(420);
    expect(await dialog.getByLabel('Customer’s PO number').inputValue()).toBe('NF-553l');
    await dialog.getByLabel('Quantity of line 2').fill('240');
    await dialog.getByRole('button', { name: 'Save Fields' }).click();
    await expect
      .poll(() => clicks().at(-1))
      .toMatchObject({
        message: 'V1',
        action: 'submit',
        inputs: { 'field:poNumber': 'NF-553l', 'field:line%202%20quantity': '240' },
      });
    expect(complaints).toEqual([]);
  });

  it('puts a stuck order into the ERP', async () => {
    await open();
    await page.getByLabel('Cause trouble').selectOption({ label: 'More ordered than there is in stock' });
    await page.getByRole('button', { name: 'Cause Trouble' }).click();
    await page.getByText('SO-10490 is in the ERP now.').first().waitFor();
    expect(server.posted.filter((one) => one.path === '/playground/erp/trouble')).toMatchObject([
      { body: { connection: 'calder-us', name: 'inventory_shortage' } },
    ]);
  });

  it('opens the dialog that a bot opened, and submits it by input id', async () => {
    await open();
    server.state.dialogs.push({
      id: 'V1',
      product: 'slack',
      person: 'maya-chen',
      title: 'Reject',
      view: {
        type: 'modal',
        submit: { type: 'plain_text', text: 'Reject' },
        blocks: [
          {
            type: 'input',
            block_id: 'reason',
            label: { type: 'plain_text', text: 'Why is this rejected?' },
            element: { type: 'plain_text_input', action_id: 'reason', focus_on_load: true },
          },
        ],
      },
    });
    server.changed();
    await page.getByLabel('Why is this rejected?').fill('They pay first.');
    await page.keyboard.press('Enter');
    await expect
      .poll(clicks)
      .toMatchObject([
        { surface: 'slack', message: 'V1', action: 'submit', inputs: { reason: 'They pay first.' } },
      ]);
  });

  it('shows nothing of another company to its people', async () => {
    await open();
    await page.click('.people > summary');
    await page.click('[data-person="hannah-wolf"]');
    expect(await page.locator('.work').textContent()).not.toContain('Harmony Labs');
    expect(await page.locator('.company').textContent()).toContain('Brightwater Medical');
  });

  it('says when the server is gone, and goes on when it is back', async () => {
    await open();
    await page.route('**/playground/state**', (route) => route.abort());
    server.changed();
    await page.waitForSelector('.notice.is-bad');
    await page.unroute('**/playground/state**');
    await page.click('.notice .button');
    await page.waitForSelector('.notice.is-bad', { state: 'detached' });
  });

  it('asks for the printed link when the token is of an earlier start', async () => {
    await open();
    await page.goto(server.url.replace('fixture-token', 'old'));
    await page.waitForSelector('.gate');
  });

  it('shows one thing at a time on a phone, without sideways scrolling', async () => {
    await open(390, 844);
    expect(await page.locator('.pane.is-teams').isVisible()).toBe(false);
    for (const name of ['Teams', 'Orders', 'Mail', 'Record', 'Slack']) {
      await page.locator('.bottom button', { hasText: name }).click();
      expect(await overflow()).toBe(0);
    }
    const sizes = await page
      .locator('.bottom button, .is-slack .sk-actions button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
    expect(complaints).toEqual([]);
  });
});
