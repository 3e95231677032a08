// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Stripe, by its own SDK `stripe`.

import Stripe from 'stripe';

export const account = { secret_key: 'sk_test_judge', webhook_secret: 'whsec_judge' };
export const headers = ['authorization', 'content-type', 'idempotency-key', 'stripe-version'];

export const client = () =>
    new Stripe(account.secret_key, { maxNetworkRetries: 0, telemetry: false, timeout: 10_000 });

const with_key = ({ once }) => (once === undefined ? {} : { idempotencyKey: once });
const intent = { id: 'pi_1', object: 'payment_intent', amount: 1099, currency: 'eur', status: 'requires_payment_method',
    client_secret: 'pi_1_secret_2', capture_method: 'automatic', created: 1700000000, livemode: false, metadata: {} };
const session = { id: 'cs_test_1', object: 'checkout.session', status: 'open', payment_status: 'unpaid', mode: 'payment',
    url: 'https://checkout.stripe.com/c/pay/cs_test_1', amount_total: 1099, currency: 'eur', livemode: false, metadata: {} };
const refund = { id: 're_1', object: 'refund', amount: 1099, currency: 'eur', payment_intent: 'pi_1', status: 'succeeded',
    created: 1700000000, metadata: {} };
const list_of = (...data) => ({ object: 'list', data, has_more: false, url: '/v1/x' });

export const calls = [
    { name: 'payment_intents.create', answer: intent,
      run: (sdk, { body, ...rest }) => sdk.paymentIntents.create(body, with_key(rest)),
      examples: {
        // Without a key the SDK makes one up, another for each call.
        plain: { once: 'order-17', body: { amount: 1099, currency: 'eur', payment_method_types: ['card'] } },
        map: { once: 'order-18', body: { amount: 500, currency: 'usd', metadata: { order_id: '6735', 'a b': 'c&d=e', 'ключ': 'значение 🙂' } } },
        nested: { once: 'order-19', body: { amount: 100000000, currency: 'jpy', automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            description: 'Tee, grün — 100 %', receipt_email: 'a+b@example.com',
            shipping: { name: "O'Neil", address: { line1: '1 Main St', city: 'Zürich', country: 'CH', postal_code: '8001' } } } },
        manual: { once: 'order-20', body: { amount: 2000, currency: 'eur', capture_method: 'manual', confirm: true,
            payment_method: 'pm_card_visa', return_url: 'https://shop.example/back?order=20&x=y', off_session: false } },
        largest: { once: 'order-21', body: { amount: 99999999, currency: 'eur', statement_descriptor_suffix: 'A*B~C' } },
        expanded: { once: 'order-22', body: { amount: 1, currency: 'eur', expand: ['latest_charge', 'customer'] } },
      } },
    { name: 'payment_intents.retrieve', answer: intent,
      run: (sdk, { id, query }) => sdk.paymentIntents.retrieve(id, query),
      examples: { plain: { id: 'pi_1' }, expanded: { id: 'pi_1', query: { expand: ['latest_charge'] } }, escaped: { id: 'pi 1/ü' } } },
    { name: 'payment_intents.update', answer: intent,
      run: (sdk, { id, body, ...rest }) => sdk.paymentIntents.update(id, body, with_key(rest)),
      examples: { plain: { id: 'pi_1', once: 'u-1', body: { amount: 1200, metadata: { removed: '' } } } } },
    { name: 'payment_intents.confirm', answer: { ...intent, status: 'requires_action' },
      run: (sdk, { id, body, ...rest }) => sdk.paymentIntents.confirm(id, body, with_key(rest)),
      examples: { plain: { id: 'pi_1', once: 'c-1', body: { payment_method: 'pm_card_visa', return_url: 'https://shop.example/back' } } } },
    { name: 'payment_intents.capture', answer: { ...intent, status: 'succeeded' },
      run: (sdk, { id, body, ...rest }) => sdk.paymentIntents.capture(id, body, with_key(rest)),
      examples: { whole: { id: 'pi_1', once: 'k-1' }, part: { id: 'pi_1', once: 'k-2', body: { amount_to_capture: 750 } } } },
    { name: 'payment_intents.cancel', answer: { ...intent, status: 'canceled' },
      run: (sdk, { id, body, ...rest }) => sdk.paymentIntents.cancel(id, body, with_key(rest)),
      examples: { plain: { id: 'pi_1', once: 'x-1' }, reason: { id: 'pi_1', once: 'x-2', body: { cancellation_reason: 'requested_by_customer' } } } },
    { name: 'payment_intents.list', answer: list_of(intent),
      run: (sdk, { query }) => sdk.paymentIntents.list(query),
      examples: { plain: {}, page: { query: { limit: 3, starting_after: 'pi_0' } }, since: { query: { created: { gte: 1700000000, lt: 1800000000 } } } } },
    // The SDK asks for one page after the other by itself.
    { name: 'payment_intents.list.pages', answer: ({ query }) => ({ ...list_of(query.includes('starting_after') ? { ...intent, id: 'pi_2' } : intent), has_more: !query.includes('starting_after') }),
      run: async (sdk, { query }) => (await sdk.paymentIntents.list(query).autoPagingToArray({ limit: 10 })).map(({ id }) => id),
      examples: { plain: { query: { limit: 1 } } } },
    { name: 'checkout.sessions.create', answer: session,
      run: (sdk, { body, ...rest }) => sdk.checkout.sessions.create(body, with_key(rest)),
      examples: {
        plain: { once: 's-1', body: { mode: 'payment', success_url: 'https://shop.example/ok?session={CHECKOUT_SESSION_ID}',
            line_items: [{ price: 'price_1', quantity: 2 }] } },
        inline: { once: 's-2', body: { mode: 'payment', success_url: 'https://shop.example/ok', cancel_url: 'https://shop.example/no',
            client_reference_id: 'order 17', metadata: { a: '1' }, payment_intent_data: { capture_method: 'manual', metadata: { b: '2' } },
            line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 1099, product_data: { name: 'Tasse «groß»', images: ['https://shop.example/1.png'] } } },
                         { quantity: 3, price_data: { currency: 'eur', unit_amount: 50, product_data: { name: 'B' } } }] } },
      } },
    { name: 'checkout.sessions.retrieve', answer: session,
      run: (sdk, { id, query }) => sdk.checkout.sessions.retrieve(id, query),
      examples: { plain: { id: 'cs_test_1' }, expanded: { id: 'cs_test_1', query: { expand: ['line_items', 'payment_intent'] } } } },
    { name: 'checkout.sessions.expire', answer: { ...session, status: 'expired' },
      run: (sdk, { id, ...rest }) => sdk.checkout.sessions.expire(id, {}, with_key(rest)),
      examples: { plain: { id: 'cs_test_1', once: 'e-1' } } },
    { name: 'checkout.sessions.list', answer: list_of(session),
      run: (sdk, { query }) => sdk.checkout.sessions.list(query),
      examples: { plain: { query: { limit: 10, payment_intent: 'pi_1' } } } },
    { name: 'refunds.create', answer: refund,
      run: (sdk, { body, ...rest }) => sdk.refunds.create(body, with_key(rest)),
      examples: { whole: { once: 'r-1', body: { payment_intent: 'pi_1' } },
                  part: { once: 'r-2', body: { payment_intent: 'pi_1', amount: 100, reason: 'requested_by_customer', metadata: { why: 'broken' } } },
                  charge: { once: 'r-3', body: { charge: 'ch_1' } } } },
    { name: 'refunds.retrieve', answer: refund,
      run: (sdk, { id }) => sdk.refunds.retrieve(id), examples: { plain: { id: 're_1' } } },
    { name: 'refunds.cancel', answer: { ...refund, status: 'canceled' },
      run: (sdk, { id, ...rest }) => sdk.refunds.cancel(id, {}, with_key(rest)), examples: { plain: { id: 're_1', once: 'rc-1' } } },
    { name: 'refunds.list', answer: list_of(refund),
      run: (sdk, { query }) => sdk.refunds.list(query), examples: { plain: { query: { payment_intent: 'pi_1', limit: 100 } } } },
    { name: 'events.retrieve', answer: { id: 'evt_1', object: 'event', created: 1700000000, livemode: false, type: 'payment_intent.succeeded', data: { object: intent } },
      run: (sdk, { id }) => sdk.events.retrieve(id), examples: { plain: { id: 'evt_1' } } },
];

const refused = (status, error, more = {}) => ({ status, headers: { 'request-id': 'req_1', ...more }, body: { error } });
export const refusals = {
    parameter: refused(400, { type: 'invalid_request_error', code: 'parameter_missing', param: 'currency', message: 'Missing required param: currency.' }),
    credentials: refused(401, { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_*****ge' }),
    declined: refused(402, { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds', charge: 'ch_1', message: 'Your card has insufficient funds.' }),
    permission: refused(403, { type: 'invalid_request_error', message: 'The provided key does not have access.' }),
    missing: refused(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'intent', message: "No such payment_intent: 'pi_9'" }),
    in_use: refused(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'There is currently another in-progress request using this Idempotent Key.' }),
    other_body: refused(400, { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters they were first used with.' }),
    too_many: refused(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' }, { 'retry-after': '2' }),
    broken: refused(500, { type: 'api_error', message: 'An unknown error occurred' }),
};
export const error_of = (e) => ({ status: e.statusCode, code: e.code, message: e.raw?.message ?? e.message, kind: e.type });

const now = 1700000000;
const event = (type, object, id = 'evt_1') => JSON.stringify({ id, object: 'event', api_version: '2025-01-01', created: now, livemode: false,
    pending_webhooks: 1, request: { id: 'req_1', idempotency_key: 'order-17' }, type, data: { object } }, null, 2);
const delivery = (body, secret = account.webhook_secret, timestamp = now) => ({ method: 'POST', target: '/stripe',
    headers: { 'content-type': 'application/json; charset=utf-8',
        'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp }) }, body });
export const callbacks = () => ({
    succeeded: { now, delivery: delivery(event('payment_intent.succeeded', { ...intent, status: 'succeeded' })) },
    refunded: { now, delivery: delivery(event('refund.updated', refund)) },
    unknown_type: { now, delivery: delivery(event('never.heard.of', { id: 'x' })) },
    unicode: { now, delivery: delivery(event('payment_intent.succeeded', { ...intent, description: 'Grüße 🙂' })) },
    other_secret: { now, delivery: delivery(event('payment_intent.succeeded', intent), 'whsec_other') },
    old: { now: now + 301, delivery: delivery(event('payment_intent.succeeded', intent)) },
});
export const signature_header = 'stripe-signature';
/// Throws, or gives false, where the SDK refuses.
export function verify({ headers, body }, at, { webhook_secret } = account) {
    Stripe.webhooks.constructEvent(body, headers['stripe-signature'], webhook_secret, 300, undefined, at * 1000);
    return true;
}
