// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Paystack, by `paystack-sdk`; its events by `@alexasomba/paystack-node`.

import { computePaystackWebhookSignature, verifyPaystackWebhookSignature } from '@alexasomba/paystack-node';
import Paystack from 'paystack-sdk';

export const account = { secret_key: 'sk_test_judge' };
export const headers = ['authorization', 'content-type'];

export const client = () => new Paystack(account.secret_key);

const said = (message, data, meta) => ({ status: true, message, data, ...(meta ? { meta } : {}) });
const transaction = { id: 4099260516, domain: 'test', status: 'success', reference: 'order-17', amount: 40333, currency: 'NGN', gateway_response: 'Successful', channel: 'card',
    paid_at: '2026-01-10T15:00:00.000Z', created_at: '2026-01-10T14:59:00.000Z', fees: 10283, metadata: '', customer: { id: 1, email: 'a@example.com', customer_code: 'CUS_1' } };
const refund = { id: 1, transaction: { id: 4099260516, reference: 'order-17' }, amount: 10000, deducted_amount: 0, currency: 'NGN', status: 'pending', merchant_note: '', customer_note: '', domain: 'test' };

export const calls = [
    { name: 'transaction.initialize', answer: said('Authorization URL created', { authorization_url: 'https://checkout.paystack.com/3ni8kdavz62431k', access_code: '3ni8kdavz62431k', reference: 'order-17' }),
      run: (sdk, { body }) => sdk.transaction.initialize(body),
      examples: {
        plain: { body: { email: 'customer@example.com', amount: 40333, reference: 'order-17' } },
        full: { body: { email: 'a+b@example.com', amount: 20000, currency: 'GHS', reference: 'order-19.a=b', callback_url: 'https://shop.example/back?x=y', channels: ['card', 'bank'],
            metadata: { order: '19', custom_fields: [{ display_name: 'Заказ', variable_name: 'order', value: 'ü 🙂' }] }, bearer: 'account', plan: 'PLN_1' } },
      } },
    { name: 'transaction.verify', answer: said('Verification successful', transaction), run: (sdk, { reference }) => sdk.transaction.verify(reference),
      examples: { plain: { reference: 'order-17' }, punctuation: { reference: 'order-19.a=b' } } },
    { name: 'transaction.show', answer: said('Transaction retrieved', transaction), run: (sdk, { id }) => sdk.transaction.fetch(id), examples: { plain: { id: '4099260516' } } },
    { name: 'transaction.list', answer: said('Transactions retrieved', [transaction], { total: 1, skipped: 0, perPage: 50, page: 1, pageCount: 1 }),
      run: (sdk, { query }) => sdk.transaction.list(query), examples: { plain: {}, next: { query: { perPage: 50, page: 2 } }, page: { query: { perPage: 50, page: 2, status: 'success', from: '2026-01-01T00:00:00.000Z' } } } },
    { name: 'transaction.charge_authorization', answer: said('Charge attempted', transaction), run: (sdk, { body }) => sdk.transaction.chargeAuthorization(body),
      examples: { plain: { body: { email: 'a@example.com', amount: 40333, authorization_code: 'AUTH_72btv547', reference: 'order-20' } } } },
    { name: 'refund.create', answer: said('Refund has been queued for processing', refund), run: (sdk, { body }) => sdk.refund.create(body),
      examples: { whole: { body: { transaction: 'order-17' } }, part: { body: { transaction: 'order-17', amount: 10000, currency: 'NGN', customer_note: 'брак', merchant_note: 'n' } } } },
    { name: 'refund.show', answer: said('Refund retrieved', refund), run: (sdk, { id }) => sdk.refund.fetch(id), examples: { plain: { id: '1' } } },
    { name: 'refund.list', answer: said('Refunds retrieved', [refund], { total: 1, skipped: 0, perPage: 50, page: 1, pageCount: 1 }), run: (sdk, { query }) => sdk.refund.list(query),
      examples: { plain: { query: { transaction: '4099260516', currency: 'NGN' } } } },
];

const refused = (status, code, message, type = 'validation_error') => ({ status, body: { status: false, message, type, code, meta: { nextStep: 'Look at the documentation' } } });
export const refusals = {
    parameter: refused(400, 'invalid_params', 'Invalid Amount Sent'),
    twice: refused(400, 'duplicate_reference', 'Duplicate Transaction Reference'),
    credentials: refused(401, 'invalid_Key', 'Invalid key'),
    missing: refused(404, 'transaction_not_found', 'Transaction reference not found'),
    too_many: refused(429, 'too_many_requests', 'Too many requests', 'api_error'),
    broken: refused(500, 'unknown', 'An error occurred', 'api_error'),
};
export const error_of = (e) => ({ status: e.status, code: e.body?.code, message: e.body?.message });

const event = (name, data) => JSON.stringify({ event: name, data });
const delivery = (body, key = account.secret_key) => ({ method: 'POST', target: '/paystack',
    headers: { 'content-type': 'application/json', 'x-paystack-signature': computePaystackWebhookSignature(body, key) }, body });
export const callbacks = () => ({
    charged: { delivery: delivery(event('charge.success', transaction)) },
    refunded: { delivery: delivery(event('refund.processed', { status: 'processed', transaction_reference: 'order-17', refund_reference: null, amount: 10000, currency: 'NGN' })) },
    unicode: { delivery: delivery(event('charge.success', { ...transaction, gateway_response: 'Grüße 🙂' })) },
    unknown_type: { delivery: delivery(event('never.heard.of', {})) },
    other_secret: { delivery: delivery(event('charge.success', transaction), 'sk_test_other') },
});
export const signature_header = 'x-paystack-signature';
export const verify = ({ headers, body }, now, { secret_key } = account) =>
    verifyPaystackWebhookSignature({ rawBody: body, signature: headers['x-paystack-signature'], secret: secret_key });
