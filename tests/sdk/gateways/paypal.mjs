// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// PayPal, by its own SDK `@paypal/paypal-server-sdk`: Orders v2, Payments v2. The SDK cannot check webhooks: their judge is
// written here from the documented rule.

import { createSign, createVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Answer } from '../recorder.mjs';
import { crc32 } from '../crc32.mjs';
import { with_crc32 } from '../same_crc32.mjs';
import { platform_key, platform_public_key } from '../keys.mjs';
import * as paypal from '@paypal/paypal-server-sdk';

export const account = { client_id: 'judge-client', client_secret: 'judge-secret', webhook_id: '8PT597110X687430LKGECATA', certificate_key: platform_public_key };
export const headers = ['authorization', 'content-type', 'paypal-request-id', 'prefer', 'paypal-partner-attribution-id'];

export function client(environment = 'Sandbox') {
    const made = new paypal.Client({ clientCredentialsAuthCredentials: { oAuthClientId: account.client_id, oAuthClientSecret: account.client_secret },
        environment: paypal.Environment[environment], timeout: 10_000, httpClientOptions: { retryConfig: { maxNumberOfRetries: 0 } } });
    return { orders: new paypal.OrdersController(made), payments: new paypal.PaymentsController(made) };
}

const token = { access_token: 'A21AA-judge', token_type: 'Bearer', app_id: 'APP-80W284485P519543T', expires_in: 31668, nonce: '2026-01-01T00:00:00Z' };
const money = (value, currencyCode = 'EUR') => ({ currencyCode, value });
const wire_money = (value, currency_code = 'EUR') => ({ currency_code, value });
const link = (rel, href, method = 'GET') => ({ href, rel, method });
const order = { id: '5O190127TN364715T', status: 'CREATED', intent: 'CAPTURE',
    links: [link('payer-action', 'https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T')] };
const captured = { id: '3C679366HH908993F', status: 'COMPLETED', amount: wire_money('10.00'), final_capture: true, custom_id: 'order-17' };
const authorized = { id: '0VF52814937998046', status: 'CREATED', amount: wire_money('10.00') };
const refunded = { id: '1JU08902781691411', status: 'COMPLETED', amount: wire_money('10.00') };

const order_call = (name, method, answer, examples, more = {}) =>
    ({ name: `orders.${name}`, answer, examples, ...more, run: async (sdk, given) => (await sdk.orders[method](given)).result });
const payment_call = (name, method, answer, examples, more = {}) =>
    ({ name: `payments.${name}`, answer, examples, ...more, run: async (sdk, given) => (await sdk.payments[method](given)).result });
const unit = (more = {}) => ({ amount: money('10.00'), ...more });

export const calls = [
    order_call('create', 'createOrder', new Answer(order, 201), {
        plain: { paypalRequestId: 'o-1', body: { intent: 'CAPTURE', purchaseUnits: [unit()] } },
        full: { paypalRequestId: 'o-2', prefer: 'return=representation', body: { intent: 'AUTHORIZE', purchaseUnits: [
            unit({ referenceId: 'u-1', customId: 'заказ 17', invoiceId: 'I-1', description: 'Tasse «groß» 🙂', softDescriptor: 'SHOP',
                amount: { ...money('10.00'), breakdown: { itemTotal: money('9.00'), shipping: money('1.00') } },
                items: [{ name: 'Tasse', quantity: '2', unitAmount: money('4.50'), sku: 'T-1', category: 'PHYSICAL_GOODS' }] }),
            unit({ referenceId: 'u-2', amount: money('1000000', 'JPY') })] } },
        wallet: { paypalRequestId: 'o-3', body: { intent: 'CAPTURE', purchaseUnits: [unit()], paymentSource: { paypal: { experienceContext: {
            returnUrl: 'https://shop.example/ok?a=b&c=d', cancelUrl: 'https://shop.example/no', userAction: 'PAY_NOW', shippingPreference: 'NO_SHIPPING', brandName: 'Shop' } } } } },
        keyless: { body: { intent: 'CAPTURE', purchaseUnits: [unit()] } },
    }),
    order_call('create.live', 'createOrder', new Answer(order, 201), { plain: { paypalRequestId: 'o-4', body: { intent: 'CAPTURE', purchaseUnits: [unit()] } } }, { environment: 'Production' }),
    order_call('show', 'getOrder', order, { plain: { id: order.id }, fields: { id: order.id, fields: 'payment_source' } }),
    order_call('patch', 'patchOrder', new Answer('', 204), { plain: { id: order.id, body: [
        { op: 'replace', path: "/purchase_units/@reference_id=='default'/amount", value: { currency_code: 'EUR', value: '12.00' } },
        { op: 'add', path: "/purchase_units/@reference_id=='default'/invoice_id", value: 'I-2' }] } }),
    order_call('confirm', 'confirmOrder', { ...order, status: 'PAYER_ACTION_REQUIRED' }, { plain: { id: order.id, prefer: 'return=minimal', body: { paymentSource: { paypal: { experienceContext: { returnUrl: 'https://shop.example/ok', cancelUrl: 'https://shop.example/no' } } } } } }),
    order_call('capture', 'captureOrder', new Answer({ ...order, status: 'COMPLETED', purchase_units: [{ reference_id: 'default', payments: { captures: [captured] } }] }, 201),
        { plain: { id: order.id, paypalRequestId: 'c-1' }, represented: { id: order.id, paypalRequestId: 'c-2', prefer: 'return=representation' } }),
    order_call('authorize', 'authorizeOrder', new Answer({ ...order, status: 'COMPLETED', purchase_units: [{ reference_id: 'default', payments: { authorizations: [authorized] } }] }, 201),
        { plain: { id: order.id, paypalRequestId: 'a-1' } }),
    payment_call('captures.show', 'getCapturedPayment', captured, { plain: { captureId: captured.id } }),
    payment_call('captures.refund', 'refundCapturedPayment', new Answer(refunded, 201), {
        whole: { captureId: captured.id, paypalRequestId: 'r-1' },
        part: { captureId: captured.id, paypalRequestId: 'r-2', prefer: 'return=representation', body: { amount: money('1.50'), invoiceId: 'I-3', noteToPayer: 'Defekt: «Henkel»', customId: 'c' } } }),
    payment_call('refunds.show', 'getRefund', refunded, { plain: { refundId: refunded.id } }),
    payment_call('authorizations.show', 'getAuthorizedPayment', authorized, { plain: { authorizationId: authorized.id } }),
    payment_call('authorizations.capture', 'captureAuthorizedPayment', new Answer(captured, 201), {
        whole: { authorizationId: authorized.id, paypalRequestId: 'k-1' },
        part: { authorizationId: authorized.id, paypalRequestId: 'k-2', body: { amount: money('5.00'), finalCapture: false, invoiceId: 'I-4' } } }),
    payment_call('authorizations.void', 'voidPayment', new Answer('', 204), { plain: { authorizationId: authorized.id, paypalRequestId: 'v-1' } }),
];
/// The SDK asks for a token before its first call.
export const beforehand = ({ path }) => (path === '/v1/oauth2/token' ? new Answer(token) : undefined);

const refused = (status, name, issue, description, more = {}) => ({ status, headers: { 'paypal-debug-id': '90957fca61718', ...more },
    body: { name, message: 'The requested action could not be performed.', debug_id: '90957fca61718', details: issue ? [{ issue, description }] : [], links: [] } });
export const refusals = {
    schema: refused(400, 'INVALID_REQUEST', 'MISSING_REQUIRED_PARAMETER', 'A required field is missing.'),
    credentials: { status: 401, body: { error: 'invalid_token', error_description: 'Token signature verification failed' } },
    permission: refused(403, 'NOT_AUTHORIZED', 'PERMISSION_DENIED', 'You do not have permission to access or perform operations on this resource.'),
    missing: refused(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID', 'Specified resource ID does not exist.'),
    declined: refused(422, 'UNPROCESSABLE_ENTITY', 'INSTRUMENT_DECLINED', 'The instrument presented was declined.'),
    twice: refused(422, 'UNPROCESSABLE_ENTITY', 'ORDER_ALREADY_CAPTURED', 'Order already captured.'),
    in_use: refused(409, 'RESOURCE_CONFLICT', 'PREVIOUS_REQUEST_IN_PROGRESS', 'A previous request on this resource is currently in progress.'),
    too_many: refused(429, 'RATE_LIMIT_REACHED', undefined, undefined, { 'retry-after': '3' }),
    broken: refused(500, 'INTERNAL_SERVER_ERROR'),
};
/// Only for the statuses that PayPal documents at a call does the SDK read the body. Which of its codes and sentences is meant is said by
/// the specification: the first of `details`, where there is one.
export function error_of(e) {
    const said = e.result ?? (typeof e.body === 'string' && e.body ? JSON.parse(e.body) : {});
    const [first = {}] = said.details ?? [];
    return { status: e.statusCode, code: first.issue ?? said.name ?? said.error, message: first.description ?? said.message ?? said.error_description ?? e.message };
}

const time = '2026-01-10T12:00:00Z';
const event = (event_type, resource, id = 'WH-2WR32451HC0233532-67976317FL4543714') => JSON.stringify({ id, create_time: time, resource_type: 'capture', event_type,
    summary: 'Payment completed for € 10.0 EUR', resource, links: [], event_version: '1.0', resource_version: '2.0' });
const signed_text = (headers, body, webhook_id = account.webhook_id) =>
    [headers['paypal-transmission-id'], headers['paypal-transmission-time'], webhook_id, crc32(body)].join('|');
const delivery = (body, key = platform_key) => {
    const made = { 'content-type': 'application/json', 'paypal-transmission-id': '69cd13f0-d67a-11e5-baa3-778b53f4ae55', 'paypal-transmission-time': time,
        'paypal-auth-algo': 'SHA256withRSA', 'paypal-cert-url': 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77' };
    made['paypal-transmission-sig'] = createSign('sha256').update(signed_text(made, body)).sign(key, 'base64');
    return { method: 'POST', target: '/paypal', headers: made, body };
};
export const callbacks = () => ({
    captured: { delivery: delivery(event('PAYMENT.CAPTURE.COMPLETED', captured)) },
    refunded: { delivery: delivery(event('PAYMENT.CAPTURE.REFUNDED', refunded)) },
    approved: { delivery: delivery(event('CHECKOUT.ORDER.APPROVED', { ...order, status: 'APPROVED' })) },
    unknown_type: { delivery: delivery(event('NEVER.HEARD.OF', {})) },
});
/// Whoever has seen one delivery can make another: what is signed of a body is its CRC-32 alone.
export function further_mutations(name, { delivery: given }) {
    const event = JSON.parse(given.body);
    const changed = (filler) => JSON.stringify({ ...event, resource: { ...event.resource, amount: wire_money('0.01') }, filler });
    return { 'body: another amount under the same CRC-32': { ...given, body: with_crc32(crc32(given.body), changed) } };
}
export const signature_header = 'paypal-transmission-sig';
export const signed_headers = ['paypal-transmission-id', 'paypal-transmission-time'];
/// `certificate` is a file with the one that the header names.
export const verify = ({ headers, body }, now, { webhook_id, certificate } = account) =>
    createVerify('sha256').update(signed_text(headers, body, webhook_id))
        .verify(certificate ? readFileSync(certificate) : platform_public_key, headers['paypal-transmission-sig'] ?? '', 'base64');
