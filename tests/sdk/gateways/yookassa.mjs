// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// YooKassa, by `@a2seven/yoo-checkout`, which most programs use, and its notifications by `@webzaytsev/yookassa-ts-sdk`.
// Notifications carry no signature: the judge tells who sent them by address, and whether they read.

import { YooCheckout } from '@a2seven/yoo-checkout';
import notifications from '@webzaytsev/yookassa-ts-sdk';

export const account = { shop_id: '500000', secret_key: 'test_judge' };
export const headers = ['authorization', 'content-type', 'idempotence-key'];

export const client = () => new YooCheckout({ shopId: account.shop_id, secretKey: account.secret_key });

const money = (value, currency = 'RUB') => ({ value, currency });
const payment = { id: '22d6d597-000f-5000-9000-145f6df21d6f', status: 'pending', paid: false, amount: money('100.00'), refundable: false, test: true,
    created_at: '2026-01-10T14:30:45.129Z', description: 'Заказ 17', metadata: {}, recipient: { account_id: '500000', gateway_id: '1' },
    confirmation: { type: 'redirect', confirmation_url: 'https://yoomoney.ru/checkout/payments/v2/contract?orderId=22d6d597' } };
const refund = { id: '216749f7-0016-50be-b000-078d43a63ae4', status: 'succeeded', payment_id: payment.id, amount: money('50.00'), created_at: '2026-01-11T14:30:45.129Z' };
const redirect = { type: 'redirect', return_url: 'https://shop.example/back?order=17&x=y' };

export const calls = [
    { name: 'payments.create', answer: payment,
      run: (sdk, { once, body }) => sdk.createPayment(body, once),
      examples: {
        plain: { once: 'order-17', body: { amount: money('100.00'), confirmation: redirect } },
        captured: { once: 'order-18', body: { amount: money('100.00'), capture: true, confirmation: redirect, description: 'Заказ 18 — «кружка» 🙂' } },
        map: { once: 'order-19', body: { amount: money('0.01'), capture: false, confirmation: { type: 'embedded' }, metadata: { order_id: '19', 'ключ': 'значение', 'a.b': 'c"d' } } },
        receipt: { once: 'order-20', body: { amount: money('12345678.90'), confirmation: redirect, receipt: { customer: { email: 'a+b@example.com' }, tax_system_code: 1,
            items: [{ description: 'Кружка', quantity: '2.000', amount: money('50.00'), vat_code: 1, payment_mode: 'full_payment', payment_subject: 'commodity' },
                    { description: 'B', quantity: '1', amount: money('0.10'), vat_code: 4 }] } } },
        method: { once: 'order-21', body: { amount: money('100.00', 'USD'), payment_method_data: { type: 'sbp' }, confirmation: { ...redirect, locale: 'en_US', enforce: true }, save_payment_method: true } },
        saved: { once: 'order-22', body: { amount: money('100.00'), payment_method_id: '22e18a2f-000f-5000-a000-1db6312b7767', capture: true } },
      } },
    { name: 'payments.show', answer: { ...payment, status: 'waiting_for_capture', paid: true, expires_at: '2026-01-17T14:30:45.129Z' },
      run: (sdk, { id }) => sdk.getPayment(id), examples: { plain: { id: payment.id } } },
    { name: 'payments.capture', answer: { ...payment, status: 'succeeded', paid: true, captured_at: '2026-01-10T15:00:00.000Z' },
      run: (sdk, { id, once, body }) => sdk.capturePayment(id, body, once),
      examples: { whole: { id: payment.id, once: 'c-1', body: {} }, part: { id: payment.id, once: 'c-2', body: { amount: money('40.00') } } } },
    { name: 'payments.cancel', answer: { ...payment, status: 'canceled', cancellation_details: { party: 'merchant', reason: 'canceled_by_merchant' } },
      run: (sdk, { id, once }) => sdk.cancelPayment(id, once), examples: { plain: { id: payment.id, once: 'x-1' } } },
    { name: 'payments.list', answer: { type: 'list', items: [payment], next_cursor: '37a5c87d-3984-51e8-a7f3-8de646d39ec15' },
      run: (sdk, { query }) => sdk.getPaymentList(query),
      examples: { plain: { query: {} }, next: { query: { limit: 20, cursor: '37a5c87d-3984-51e8-a7f3-8de646d39ec15' } }, page: { query: { limit: 20, cursor: '37a5c87d', status: 'succeeded' } }, since: { query: { created_at: { value: '2026-01-01T00:00:00.000Z', mode: 'gte' } } } } },
    { name: 'refunds.create', answer: refund,
      run: (sdk, { once, body }) => sdk.createRefund(body, once),
      examples: { plain: { once: 'r-1', body: { payment_id: payment.id, amount: money('50.00') } }, described: { once: 'r-2', body: { payment_id: payment.id, amount: money('0.50'), description: 'Брак' } } } },
    { name: 'refunds.show', answer: refund, run: (sdk, { id }) => sdk.getRefund(id), examples: { plain: { id: refund.id } } },
    { name: 'refunds.list', answer: { type: 'list', items: [refund] }, run: (sdk, { query }) => sdk.getRefundList(query), examples: { plain: { query: { payment_id: payment.id } } } },
];

const refused = (status, code, description, parameter) => ({ status, body: { type: 'error', id: 'ab5a11cd-13cc-4e33-af8b-75a74e18dd09', code, description, parameter } });
export const refusals = {
    parameter: refused(400, 'invalid_request', 'Idempotence key duplicated', 'Idempotence-Key'),
    value: refused(400, 'invalid_request', 'Missing or illegal parameter', 'amount.value'),
    credentials: refused(401, 'invalid_credentials', 'Authentication by given credentials failed'),
    permission: refused(403, 'forbidden', 'Transaction is forbidden.'),
    missing: refused(404, 'not_found', "Payment doesn't exist", 'payment_id'),
    too_many: refused(429, 'too_many_requests', 'Too many requests'),
    broken: refused(500, 'internal_server_error', 'Internal server error'),
};
export const error_of = ({ response }) => ({ status: response?.status, code: response?.data?.code, message: response?.data?.description, parameter: response?.data?.parameter });

const delivery = (event, object) => ({ method: 'POST', target: '/yookassa', headers: { 'content-type': 'application/json' }, from: '185.71.76.5',
    body: JSON.stringify({ type: 'notification', event, object }) });
export const callbacks = () => ({
    succeeded: { delivery: delivery('payment.succeeded', { ...payment, status: 'succeeded', paid: true }) },
    waiting: { delivery: delivery('payment.waiting_for_capture', { ...payment, status: 'waiting_for_capture', paid: true }) },
    canceled: { delivery: delivery('payment.canceled', { ...payment, status: 'canceled', cancellation_details: { party: 'yoo_money', reason: 'expired_on_confirmation' } }) },
    refunded: { delivery: delivery('refund.succeeded', refund) },
    unknown_type: { delivery: delivery('never.heard.of', { id: 'x' }) },
    other_address: { delivery: { ...delivery('payment.succeeded', { ...payment, status: 'succeeded', paid: true }), from: '192.0.2.1' } },
});
export const mutations = () => ({});
export function verify({ from, body }) {
    notifications.parseNotification(JSON.parse(body));
    return from === undefined || notifications.isYooKassaIP(from);
}
