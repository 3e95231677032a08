// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// PayPal's steps, as take_steps.mjs takes them.

export const judges = { calls: '@paypal/paypal-server-sdk', events: "node's crypto, by the document" };
export const name_of = (event) => event.event_type;

const money = (value, currencyCode = 'EUR') => ({ currencyCode, value });
const whole = 'return=representation';
const wallet = { paypal: { experienceContext: { returnUrl: 'https://shop.example/back?order=17', cancelUrl: 'https://shop.example/no', userAction: 'PAY_NOW' } } };
const order = (value, more = {}, intent = 'CAPTURE') => ({ intent, purchaseUnits: [{ amount: money(value), ...more }] });
const payments = ({ purchaseUnits: [{ payments }] }) => payments;
const page = ({ links }) => links.find(({ rel }) => rel === 'approve' || rel === 'payer-action').href;
const about = (id) => ({ resource: { id } });
const refused = (status, code) => ({ status, code });

export const steps = [
    // An order that the payer approves, whose money is taken.
    { does: 'orders.create', as: 'order', given: { paypalRequestId: 'order-17', body: { ...order('10.00', { customId: 'заказ 17', description: 'Tasse «groß»' }), paymentSource: wallet } },
      gives: { id: /^[A-Z0-9]+$/, status: 'PAYER_ACTION_REQUIRED', purchaseUnits: undefined, links: (all) => page({ links: all }).startsWith('https://www.sandbox.paypal.com/checkoutnow?token=') } },
    { repeats: 'order' },
    { does: 'orders.create', is: 'the key with another amount: refused', given: { paypalRequestId: 'order-17', body: order('10.01') }, refused: refused(422, 'DUPLICATE_REQUEST_ID') },
    { does: 'orders.capture', is: 'before the payer approved it: refused', given: ({ order }) => ({ id: order.id, paypalRequestId: 'take-0' }), refused: refused(422, 'ORDER_NOT_APPROVED') },
    { does: 'orders.patch', given: ({ order }) => ({ id: order.id, body: [
        { op: 'replace', path: "/purchase_units/@reference_id=='default'/amount", value: { currency_code: 'EUR', value: '12.00' } },
        { op: 'add', path: "/purchase_units/@reference_id=='default'/invoice_id", value: 'I-17' }] }), gives: () => (body) => body === null },
    { does: 'orders.patch', is: 'a unit that is not there: refused', given: ({ order }) => ({ id: order.id, body: [{ op: 'add', path: "/purchase_units/@reference_id=='none'/invoice_id", value: 'I' }] }),
      refused: refused(400, 'INVALID_PATCH_OPERATION') },
    { does: 'orders.show', given: ({ order }) => ({ id: order.id }), gives: { status: 'PAYER_ACTION_REQUIRED', intent: 'CAPTURE', purchaseUnits: [{ referenceId: 'default', customId: 'заказ 17', invoiceId: 'I-17', amount: money('12.00') }] } },
    { payer: 'pay', at: ({ order }) => page(order) },
    { told: 'CHECKOUT.ORDER.APPROVED', gives: ({ order }) => about(order.id) },
    { does: 'orders.confirm', is: 'what is approved: refused', given: ({ order }) => ({ id: order.id, body: { paymentSource: wallet } }), refused: refused(422, 'PAYMENT_ALREADY_APPROVED') },
    { does: 'orders.authorize', is: 'with the other intent: refused', given: ({ order }) => ({ id: order.id, paypalRequestId: 'hold-0' }), refused: refused(422, 'ACTION_DOES_NOT_MATCH_INTENT') },
    { does: 'orders.capture', as: 'taken', given: ({ order }) => ({ id: order.id, paypalRequestId: 'take-1' }),
      gives: { status: 'COMPLETED', purchaseUnits: [{ payments: { captures: [{ id: /^[A-Z0-9]+$/, status: 'COMPLETED', amount: money('12.00'), customId: 'заказ 17', invoiceId: 'I-17' }] } }] } },
    { repeats: 'taken' },
    { told: 'PAYMENT.CAPTURE.COMPLETED', gives: ({ taken }) => about(payments(taken).captures[0].id) },
    { told: 'CHECKOUT.ORDER.COMPLETED', gives: ({ order }) => about(order.id) },
    { does: 'orders.capture', is: 'twice: refused', given: ({ order }) => ({ id: order.id, paypalRequestId: 'take-2' }), refused: refused(422, 'ORDER_ALREADY_CAPTURED') },
    { does: 'orders.patch', is: 'what is captured: refused', given: ({ order }) => ({ id: order.id, body: [{ op: 'add', path: '/purchase_units/0/invoice_id', value: 'I' }] }), refused: refused(422, 'ORDER_ALREADY_COMPLETED') },
    { does: 'payments.captures.show', as: 'capture', given: ({ taken }) => ({ captureId: payments(taken).captures[0].id }), gives: { status: 'COMPLETED', amount: money('12.00') } },

    // Money that goes back.
    { does: 'payments.captures.refund', is: 'more than there is: refused', given: ({ capture }) => ({ captureId: capture.id, paypalRequestId: 'back-0', body: { amount: money('12.01') } }), refused: refused(422, 'REFUND_AMOUNT_EXCEEDED') },
    { does: 'payments.captures.refund', is: 'in another currency: refused', given: ({ capture }) => ({ captureId: capture.id, paypalRequestId: 'back-1', body: { amount: money('1.00', 'USD') } }), refused: refused(422, 'REFUND_CAPTURE_CURRENCY_MISMATCH') },
    { does: 'payments.captures.refund', as: 'part', given: ({ capture }) => ({ captureId: capture.id, paypalRequestId: 'back-2', prefer: whole, body: { amount: money('1.50'), invoiceId: 'I-18' } }),
      gives: { id: /^[A-Z0-9]+$/, status: 'COMPLETED', amount: money('1.50'), invoiceId: 'I-18' } },
    { repeats: 'part' },
    { told: 'PAYMENT.CAPTURE.REFUNDED', gives: ({ part }) => about(part.id) },
    { does: 'payments.captures.show', is: 'given back in part', given: ({ capture }) => ({ captureId: capture.id }), gives: { status: 'PARTIALLY_REFUNDED' } },
    { does: 'payments.captures.refund', as: 'rest', is: 'what is left, answered in short', given: ({ capture }) => ({ captureId: capture.id, paypalRequestId: 'back-3' }), gives: { status: 'COMPLETED', amount: undefined } },
    { does: 'payments.refunds.show', given: ({ rest }) => ({ refundId: rest.id }), gives: { amount: money('10.50') } },
    { does: 'payments.captures.refund', is: 'what is given back: refused', given: ({ capture }) => ({ captureId: capture.id, paypalRequestId: 'back-4' }), refused: refused(422, 'CAPTURE_FULLY_REFUNDED') },
    { does: 'orders.show', is: 'the order shows it all', given: ({ order }) => ({ id: order.id }), gives: ({ part, rest }) => ({ purchaseUnits: [{ payments: { captures: [{ status: 'REFUNDED' }], refunds: [{ id: part.id }, { id: rest.id }] } }] }) },

    // Money that is reserved, taken in parts, and released.
    { does: 'orders.create', as: 'held', is: 'to be authorized', given: { paypalRequestId: 'order-18', prefer: whole, body: order('20.00', {}, 'AUTHORIZE') }, gives: { status: 'CREATED', intent: 'AUTHORIZE', purchaseUnits: [{ amount: money('20.00') }] } },
    { does: 'orders.confirm', given: ({ held }) => ({ id: held.id, body: { paymentSource: wallet } }), gives: { status: 'PAYER_ACTION_REQUIRED' } },
    { payer: 'pay', at: ({ held }) => page(held) },
    { told: 'CHECKOUT.ORDER.APPROVED', gives: ({ held }) => about(held.id) },
    { does: 'orders.authorize', as: 'reserved', given: ({ held }) => ({ id: held.id, paypalRequestId: 'hold-1' }), gives: { status: 'COMPLETED', purchaseUnits: [{ payments: { authorizations: [{ status: 'CREATED', amount: money('20.00') }] } }] } },
    { repeats: 'reserved' },
    { told: 'PAYMENT.AUTHORIZATION.CREATED', gives: ({ reserved }) => about(payments(reserved).authorizations[0].id) },
    { does: 'orders.authorize', is: 'twice: refused', given: ({ held }) => ({ id: held.id, paypalRequestId: 'hold-2' }), refused: refused(422, 'ORDER_ALREADY_AUTHORIZED') },
    { does: 'payments.authorizations.show', as: 'authorization', given: ({ reserved }) => ({ authorizationId: payments(reserved).authorizations[0].id }), gives: { status: 'CREATED', amount: money('20.00') } },
    { does: 'payments.authorizations.capture', is: 'more than is reserved: refused', given: ({ authorization }) => ({ authorizationId: authorization.id, paypalRequestId: 'part-0', body: { amount: money('20.01') } }), refused: refused(422, 'MAX_CAPTURE_AMOUNT_EXCEEDED') },
    { does: 'payments.authorizations.capture', is: 'in another currency: refused', given: ({ authorization }) => ({ authorizationId: authorization.id, paypalRequestId: 'part-1', body: { amount: money('1.00', 'USD') } }), refused: refused(422, 'AUTH_CAPTURE_CURRENCY_MISMATCH') },
    { does: 'payments.authorizations.capture', as: 'first', is: 'a part', given: ({ authorization }) => ({ authorizationId: authorization.id, paypalRequestId: 'part-2', prefer: whole, body: { amount: money('5.00'), finalCapture: false } }), gives: { status: 'COMPLETED', amount: money('5.00'), finalCapture: false } },
    { repeats: 'first' },
    { does: 'payments.authorizations.show', is: 'captured in part', given: ({ authorization }) => ({ authorizationId: authorization.id }), gives: { status: 'PARTIALLY_CAPTURED' } },
    { does: 'payments.authorizations.void', given: ({ authorization }) => ({ authorizationId: authorization.id, paypalRequestId: 'free-1' }), gives: () => (body) => body === null },
    { told: 'PAYMENT.AUTHORIZATION.VOIDED', gives: ({ authorization }) => about(authorization.id) },
    { does: 'payments.authorizations.void', is: 'twice: refused', given: ({ authorization }) => ({ authorizationId: authorization.id, paypalRequestId: 'free-2' }), refused: refused(422, 'PREVIOUSLY_VOIDED') },
    { does: 'payments.authorizations.capture', is: 'what is released: refused', given: ({ authorization }) => ({ authorizationId: authorization.id, paypalRequestId: 'part-3' }), refused: refused(422, 'AUTHORIZATION_VOIDED') },
    { does: 'orders.create', as: 'last', is: 'to be authorized', given: { paypalRequestId: 'order-19', body: order('8', {}, 'AUTHORIZE') }, gives: { status: 'CREATED' } },
    { payer: 'pay', at: ({ last }) => page(last) },
    { does: 'orders.authorize', as: 'reserved_last', given: ({ last }) => ({ id: last.id, paypalRequestId: 'hold-3' }) },
    { does: 'payments.authorizations.capture', is: 'a part, the last one', given: ({ reserved_last }) => ({ authorizationId: payments(reserved_last).authorizations[0].id, paypalRequestId: 'part-4', body: { amount: money('3.00'), finalCapture: true } }), gives: { status: 'COMPLETED' } },
    { does: 'payments.authorizations.capture', is: 'after the last one: refused', given: ({ reserved_last }) => ({ authorizationId: payments(reserved_last).authorizations[0].id, paypalRequestId: 'part-5' }), refused: refused(422, 'AUTHORIZATION_ALREADY_CAPTURED') },
    { does: 'payments.authorizations.void', is: 'what is captured: refused', given: ({ reserved_last }) => ({ authorizationId: payments(reserved_last).authorizations[0].id, paypalRequestId: 'free-3' }), refused: refused(422, 'PREVIOUSLY_CAPTURED') },

    // What goes wrong on the way.
    { does: 'orders.create', as: 'declined', is: 'the payer will not approve it', given: { paypalRequestId: 'order-20', body: { ...order('9.00'), paymentSource: wallet } }, gives: { status: 'PAYER_ACTION_REQUIRED' } },
    { payer: 'decline', at: ({ declined }) => page(declined) },
    { does: 'orders.capture', is: 'what the payer did not approve: refused', given: ({ declined }) => ({ id: declined.id, paypalRequestId: 'take-3' }), refused: refused(422, 'ORDER_NOT_APPROVED') },
    { payer: 'lose_next_answer', at: ({ order }) => page(order) },
    { does: 'orders.create', is: 'the answer is lost: an error', given: { paypalRequestId: 'order-21', body: order('7.00') }, refused: { status: undefined } },
    { does: 'orders.create', is: '… and its key finds it', given: { paypalRequestId: 'order-21', body: order('7.00') }, gives: { status: 'CREATED' } },
    { payer: 'lapse_tokens', at: ({ order }) => page(order) },
    { does: 'orders.show', is: 'the access token has lapsed: refused', given: ({ order }) => ({ id: order.id }), refused: refused(401, 'invalid_token') },
    { does: 'orders.show', is: 'with a new one: answered', with: { client_id: 'sandbox-client' }, given: ({ order }) => ({ id: order.id }), gives: { status: 'COMPLETED' } },
    { does: 'orders.show', is: 'with another secret: no token is given', with: { client_secret: 'another' }, given: ({ order }) => ({ id: order.id }), refused: { status: 401 } },
    { does: 'orders.show', is: 'one that is not there: refused', with: { client_id: 'sandbox-client' }, given: { id: 'NONE' }, refused: refused(404, 'INVALID_RESOURCE_ID') },
    { failing: 1 },
    { payer: 'tell_again', at: ({ order }) => page(order) },
    { told: 'CHECKOUT.ORDER.COMPLETED', is: 'the shop fails' },
    { told: 'CHECKOUT.ORDER.COMPLETED', is: '… and it is delivered again' },
    { payer: 'tell_forged', at: ({ order }) => page(order) },
    { refuses: 'CHECKOUT.ORDER.COMPLETED' },
    { told: 'CHECKOUT.ORDER.COMPLETED', is: '… and comes again as it should be' },
];

export const left_out = { 'orders.create.live': 'the program plays the environment for tests' };
