import { beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import {
  createFakeIamportServer,
  type FakeIamportServer,
  type WebhookBody,
} from '../../../src/testing/server/index.js';
import { createBackend } from './backend.js';
import { Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

const month = 31 * 24 * 60 * 60 * 1000;
let server: FakeIamportServer;
let webhooks: WebhookBody[];

beforeEach(() => {
  webhooks = [];
  server = createFakeIamportServer({
    webhookUrl: 'https://shop.example/webhooks',
    postWebhook: async (_, body) => {
      webhooks.push(body);
      return undefined;
    },
  });
  // The page tells the fake server of the key that the fake window issues.
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => server.fetch(new Request(input, init)));
  installFakeIamport({ apiUrl: 'https://api.iamport.test', outcome: 'issued' });
});

it('charges the next month by itself, and tells of it', async () => {
  const backend = createBackend(server, { nextChargeAt: () => server.clock.now() + month });
  await render(<Shop charge={backend.charge} />);
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
  expect(server.countCharges()).toBe(1);

  await server.clock.advance(month + 1000);
  expect(server.countCharges()).toBe(2);
  const renewal = webhooks.at(-1);
  expect(renewal).toMatchObject({ merchant_uid: 'sub7-month2', status: 'paid' });
  // What was posted is a hint. i'mport's own record counts.
  expect(server.payments.get(renewal?.imp_uid ?? '')).toMatchObject({ amount: 9900, status: 'paid' });
});

it('tells of a renewal that was declined', async () => {
  const backend = createBackend(server, { nextChargeAt: () => server.clock.now() + month });
  await render(<Shop charge={backend.charge} />);
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');

  server.setCardBehaviour('member-7-card-1', 'limit-exceeded');
  await server.clock.advance(month + 1000);
  expect(webhooks.at(-1)).toMatchObject({ merchant_uid: 'sub7-month2', status: 'failed' });
  expect(server.countCharges()).toBe(1);
});
