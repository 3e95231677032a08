// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Razorpay, by its own SDK `razorpay`. The SDK checks webhooks and returns, but signs none: what it accepts is made here.

import { createHmac } from 'node:crypto';
import Razorpay from 'razorpay';
import utils from 'razorpay/dist/utils/razorpay-utils.js';

export const account = { key_id: 'rzp_test_judge', key_secret: 'judge-secret', webhook_secret: 'judge-webhook' };
// The SDK sends no `X-Refund-Idempotency`: it takes no headers for a single call.
export const headers = ['authorization', 'content-type', 'x-razorpay-account'];

export const client = () => new Razorpay({ key_id: account.key_id, key_secret: account.key_secret });

const order = { id: 'order_DBJOWzybf0sJbb', entity: 'order', amount: 50000, amount_paid: 0, amount_due: 50000, currency: 'INR', receipt: 'r-17', offer_id: null,
    status: 'created', attempts: 0, notes: [], created_at: 1700000000 };
const payment = { id: 'pay_DG4ZdRK8ZnXC3k', entity: 'payment', amount: 50000, currency: 'INR', status: 'authorized', order_id: order.id, method: 'card', captured: false,
    amount_refunded: 0, refund_status: null, email: 'a@example.com', contact: '+919000090000', notes: [], error_code: null, error_description: null, created_at: 1700000000 };
const refund = { id: 'rfnd_FP8QHiV938haTz', entity: 'refund', amount: 50000, currency: 'INR', payment_id: payment.id, notes: { a: 'b' }, receipt: null, status: 'processed', speed_processed: 'normal', created_at: 1700000000 };
const link = { id: 'plink_ExjpAUN3gVHrPJ', amount: 1000, currency: 'INR', status: 'created', short_url: 'https://rzp.io/i/nxrHnLJ', reference_id: 'order-17', created_at: 1700000000, notes: null, payments: null };
const several = (...items) => ({ entity: 'collection', count: items.length, items });

export const calls = [
    { name: 'orders.create', answer: order, run: (sdk, { body }) => sdk.orders.create(body),
      examples: {
        plain: { body: { amount: 50000, currency: 'INR' } },
        receipt: { body: { amount: 50000, currency: 'INR', receipt: 'order 17', partial_payment: false } },
        notes: { body: { amount: 100, currency: 'INR', receipt: 'r-18', notes: { order: '18', 'ключ': 'значение 🙂', 'a.b': 'c"d' } } },
        large: { body: { amount: 9007199254740991, currency: 'USD', receipt: 'r-19', partial_payment: true, first_payment_min_amount: 100 } },
      } },
    { name: 'orders.show', answer: order, run: (sdk, { id }) => sdk.orders.fetch(id), examples: { plain: { id: order.id } } },
    { name: 'orders.update', answer: order, run: (sdk, { id, body }) => sdk.orders.edit(id, body), examples: { plain: { id: order.id, body: { notes: { a: 'b' } } } } },
    { name: 'orders.payments', answer: several(payment), run: (sdk, { id }) => sdk.orders.fetchPayments(id), examples: { plain: { id: order.id } } },
    { name: 'orders.list', answer: several(order), run: (sdk, { query }) => sdk.orders.all(query),
      examples: { plain: {}, next: { query: { count: 1, skip: 2 } }, receipt: { query: { receipt: 'order 17', count: 1 } }, page: { query: { from: 1700000000, to: 1800000000, count: 100, skip: 100 } } } },
    { name: 'payments.show', answer: payment, run: (sdk, { id }) => sdk.payments.fetch(id), examples: { plain: { id: payment.id } } },
    { name: 'payments.capture', answer: { ...payment, status: 'captured', captured: true }, run: (sdk, { id, amount, currency }) => sdk.payments.capture(id, amount, currency),
      examples: { plain: { id: payment.id, amount: 50000, currency: 'INR' } } },
    { name: 'payments.list', answer: several(payment), run: (sdk, { query }) => sdk.payments.all(query), examples: { plain: {}, page: { query: { from: 1700000000, count: 10, skip: 20 } } } },
    { name: 'refunds.create', answer: refund, run: (sdk, { id, body }) => sdk.payments.refund(id, body),
      examples: { whole: { id: payment.id, body: {} }, part: { id: payment.id, body: { amount: 100, speed: 'normal', receipt: 'rf-1', notes: { why: 'broken' } } } } },
    { name: 'refunds.show', answer: refund, run: (sdk, { id }) => sdk.refunds.fetch(id), examples: { plain: { id: refund.id } } },
    { name: 'refunds.of_payment', answer: several(refund), run: (sdk, { id, query }) => sdk.payments.fetchMultipleRefund(id, query), examples: { plain: { id: payment.id, query: { count: 10 } } } },
    { name: 'refunds.list', answer: several(refund), run: (sdk, { query }) => sdk.refunds.all(query), examples: { plain: { query: { count: 10, skip: 0 } } } },
    { name: 'payment_links.create', answer: link, run: (sdk, { body }) => sdk.paymentLink.create(body),
      examples: {
        plain: { body: { amount: 1000, currency: 'INR', description: 'Order 17' } },
        full: { body: { amount: 1000, currency: 'INR', accept_partial: true, first_min_partial_amount: 100, reference_id: 'order-17', description: 'Кружка «большая»', expire_by: 1800000000,
            customer: { name: 'Gaurav Kumar', contact: '+919000090000', email: 'a@example.com' }, notify: { sms: true, email: true }, reminder_enable: true,
            notes: { a: 'b' }, callback_url: 'https://shop.example/back?x=y', callback_method: 'get' } },
      } },
    { name: 'payment_links.show', answer: link, run: (sdk, { id }) => sdk.paymentLink.fetch(id), examples: { plain: { id: link.id } } },
    { name: 'payment_links.cancel', answer: { ...link, status: 'cancelled' }, run: (sdk, { id }) => sdk.paymentLink.cancel(id), examples: { plain: { id: link.id } } },
    { name: 'payment_links.list', answer: { payment_links: [link] }, run: (sdk, { query }) => sdk.paymentLink.all(query), examples: { plain: {}, reference: { query: { reference_id: 'order-17' } } } },
];

const refused = (status, code, description, more = {}) => ({ status, body: { error: { code, description, source: 'business', step: 'payment_initiation', reason: 'input_validation_failed', metadata: {}, ...more } } });
export const refusals = {
    parameter: refused(400, 'BAD_REQUEST_ERROR', 'The amount must be atleast INR 1.00', { field: 'amount' }),
    credentials: refused(401, 'BAD_REQUEST_ERROR', 'Authentication failed'),
    missing: refused(400, 'BAD_REQUEST_ERROR', 'The id provided does not exist'),
    captured: refused(400, 'BAD_REQUEST_ERROR', 'This payment has already been captured', { reason: 'payment_already_captured' }),
    gateway: refused(502, 'GATEWAY_ERROR', 'Gateway request timed out'),
    too_many: refused(429, 'BAD_REQUEST_ERROR', 'Request failed'),
    broken: refused(500, 'SERVER_ERROR', 'The server encountered an error. The incident has been reported to admins.'),
};
export const error_of = (e) => ({ status: e.statusCode, code: e.error?.code, message: e.error?.description, reason: e.error?.reason });

const signed = (text, key) => createHmac('sha256', key).update(text).digest('hex');
const event = (name, payload) => JSON.stringify({ entity: 'event', account_id: 'acc_BFQ7uQEaa7j2z7', event: name, contains: Object.keys(payload), payload, created_at: 1700000000 });
const delivery = (body, key = account.webhook_secret) => ({ method: 'POST', target: '/razorpay',
    headers: { 'content-type': 'application/json', 'x-razorpay-event-id': 'evt-1', 'x-razorpay-signature': signed(body, key) }, body });
const form = (fields) => new URLSearchParams(fields).toString();
const returned = (fields, text, method = 'POST') => {
    const all = form({ ...fields, razorpay_signature: signed(text, account.key_secret) });
    return method === 'GET' ? { method, target: `/back?${all}`, headers: {}, body: '' }
        : { method, target: '/back', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: all };
};
export const callbacks = () => ({
    captured: { delivery: delivery(event('payment.captured', { payment: { entity: { ...payment, status: 'captured', captured: true } } })) },
    paid: { delivery: delivery(event('order.paid', { payment: { entity: payment }, order: { entity: { ...order, status: 'paid' } } })) },
    refunded: { delivery: delivery(event('refund.processed', { refund: { entity: refund }, payment: { entity: payment } })) },
    link_paid: { delivery: delivery(event('payment_link.paid', { payment_link: { entity: { ...link, status: 'paid' } }, payment: { entity: payment }, order: { entity: order } })) },
    unknown_type: { delivery: delivery(event('never.heard.of', {})) },
    other_secret: { delivery: delivery(event('payment.captured', { payment: { entity: payment } }), 'other') },
    returned_order: { kind: 'return', delivery: returned({ razorpay_payment_id: payment.id, razorpay_order_id: order.id }, `${order.id}|${payment.id}`) },
    returned_link: { kind: 'return', delivery: returned({ razorpay_payment_id: payment.id, razorpay_payment_link_id: link.id, razorpay_payment_link_reference_id: 'order-17', razorpay_payment_link_status: 'paid' },
        `${link.id}|order-17|paid|${payment.id}`, 'GET') },
});
export const signature_header = 'x-razorpay-signature';
export function mutations(name, { kind, delivery: given }) {
    if (kind !== 'return') return undefined;
    const change = (from, to) => ({ ...given, target: given.target.replace(from, to), body: given.body.replace(from, to) });
    return { 'other payment': change('pay_D', 'pay_E'), 'other order or link': change(/order_D|plink_E/, '$&x'), 'no signature': change(/&razorpay_signature=.*/, ''),
        'signature changed': change(/(razorpay_signature=.)[0-9a-f]/, '$1x') };
}
export function verify({ method, target, headers, body }, now, { webhook_secret } = account) {
    if (!target.startsWith('/back')) return utils.validateWebhookSignature(body, headers['x-razorpay-signature'], webhook_secret);
    const fields = Object.fromEntries(new URLSearchParams(method === 'GET' ? target.split('?')[1] : body));
    const named = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.replace('razorpay_', ''), value]));
    return utils.validatePaymentVerification(named, fields.razorpay_signature, account.key_secret);
}
