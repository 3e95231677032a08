// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Razorpay's steps, as take_steps.mjs takes them. The SDK's validateWebhookSignature judges the events.

export const judges = { calls: 'razorpay' };
export const name_of = (event) => event.event;

/// Where the sandbox has the payer pay an order; Razorpay's own page is opened by its script.
const checkout = (order) => `https://rzp.io/orders/${order.id}`;
const about = (name, entity) => ({ payload: { [name]: { entity } } });
const not_there = { status: 400, code: 'BAD_REQUEST_ERROR', message: 'The id provided does not exist' };

export const steps = [
    // An order that is paid, captured, and given back.
    { does: 'orders.create', as: 'order', given: { body: { amount: 50000, currency: 'INR', receipt: 'receipt 17', notes: { order: '17', 'ключ': 'значение' } } },
      gives: { id: /^order_/, entity: 'order', amount: 50000, amount_paid: 0, amount_due: 50000, currency: 'INR', receipt: 'receipt 17', status: 'created', notes: { order: '17', 'ключ': 'значение' } } },
    { does: 'orders.create', is: 'without an amount: refused', given: { body: { currency: 'INR' } }, refused: { status: 400, code: 'BAD_REQUEST_ERROR' } },
    { does: 'orders.list', is: 'found by its receipt', given: { query: { receipt: 'receipt 17' } }, gives: ({ order }) => ({ entity: 'collection', count: 1, items: [{ id: order.id }] }) },
    { payer: 'pay', at: ({ order }) => checkout(order) },
    { told: 'payment.authorized', as: 'told', gives: ({ order }) => about('payment', { order_id: order.id, status: 'authorized' }) },
    { does: 'orders.payments', as: 'payments', given: ({ order }) => ({ id: order.id }), gives: ({ order }) => ({ count: 1, items: [{ id: /^pay_/, entity: 'payment', amount: 50000, status: 'authorized', captured: false, order_id: order.id }] }) },
    { does: 'payments.show', as: 'payment', given: ({ payments }) => ({ id: payments.items[0].id }), gives: { status: 'authorized' } },
    { does: 'payments.capture', is: 'another amount than was authorized: refused', given: ({ payment }) => ({ id: payment.id, amount: 50001, currency: 'INR' }), refused: { status: 400, code: 'BAD_REQUEST_ERROR' } },
    { does: 'payments.capture', given: ({ payment }) => ({ id: payment.id, amount: 50000, currency: 'INR' }), gives: { status: 'captured', captured: true } },
    { told: 'payment.captured', gives: ({ payment }) => about('payment', { id: payment.id, status: 'captured' }) },
    { told: 'order.paid', gives: ({ order }) => about('order', { id: order.id, status: 'paid' }) },
    { does: 'payments.capture', is: 'twice: refused', given: ({ payment }) => ({ id: payment.id, amount: 50000, currency: 'INR' }), refused: { status: 400, message: 'This payment has already been captured' } },
    { does: 'orders.show', given: ({ order }) => ({ id: order.id }), gives: { status: 'paid', amount_paid: 50000, amount_due: 0 } },
    { does: 'orders.update', given: ({ order }) => ({ id: order.id, body: { notes: { sent: 'yes' } } }), gives: { notes: { sent: 'yes' } } },
    { does: 'payments.list', given: { query: { count: 1 } }, gives: ({ payment }) => ({ items: [{ id: payment.id }] }) },
    { does: 'refunds.create', as: 'part', is: 'a part', given: ({ payment }) => ({ id: payment.id, body: { amount: 20000, notes: { why: 'broken' } } }),
      gives: ({ payment }) => ({ id: /^rfnd_/, entity: 'refund', amount: 20000, currency: 'INR', payment_id: payment.id, status: 'processed' }) },
    { told: 'refund.processed', gives: ({ part }) => about('refund', { id: part.id, amount: 20000 }) },
    { does: 'refunds.create', is: 'more than is left: refused', given: ({ payment }) => ({ id: payment.id, body: { amount: 30001 } }), refused: { status: 400, code: 'BAD_REQUEST_ERROR' } },
    { does: 'refunds.create', as: 'rest', is: 'what is left', given: ({ payment }) => ({ id: payment.id, body: {} }), gives: { amount: 30000 } },
    { does: 'refunds.show', given: ({ part }) => ({ id: part.id }), gives: { amount: 20000, status: 'processed' } },
    { does: 'refunds.of_payment', given: ({ payment }) => ({ id: payment.id }), gives: ({ part, rest }) => ({ count: 2, items: [{ id: rest.id }, { id: part.id }] }) },
    { does: 'refunds.list', given: { query: { count: 1, skip: 1 } }, gives: ({ part }) => ({ items: [{ id: part.id }] }) },
    { does: 'payments.show', is: 'given back', given: ({ payment }) => ({ id: payment.id }), gives: { status: 'refunded', amount_refunded: 50000 } },

    // Razorpay's page.
    { does: 'payment_links.create', as: 'link', given: { body: { amount: 1000, currency: 'INR', reference_id: 'order-18', description: 'Кружка «большая»' } },
      gives: { id: /^plink_/, amount: 1000, status: 'created', reference_id: 'order-18', short_url: /^https:\/\/rzp\.io\// } },
    { does: 'payment_links.create', is: 'the reference twice: refused', given: { body: { amount: 1000, currency: 'INR', reference_id: 'order-18' } }, refused: { status: 400, code: 'BAD_REQUEST_ERROR' } },
    { does: 'payment_links.list', is: 'found by its reference', given: { query: { reference_id: 'order-18' } }, gives: ({ link }) => ({ payment_links: [{ id: link.id }] }) },
    { payer: 'pay', at: ({ link }) => link.short_url },
    { told: 'payment_link.paid', gives: ({ link }) => about('payment_link', { id: link.id, status: 'paid' }) },
    { does: 'payment_links.show', given: ({ link }) => ({ id: link.id }), gives: { status: 'paid', amount_paid: 1000 } },
    { does: 'payment_links.cancel', is: 'what is paid: refused', given: ({ link }) => ({ id: link.id }), refused: { status: 400 } },
    { does: 'payment_links.create', as: 'unused', is: 'made', given: { body: { amount: 2000, reference_id: 'order-19' } }, gives: { currency: 'INR', status: 'created' } },
    { does: 'payment_links.cancel', given: ({ unused }) => ({ id: unused.id }), gives: { status: 'cancelled' } },
    { told: 'payment_link.cancelled', gives: ({ unused }) => about('payment_link', { id: unused.id }) },

    // What goes wrong on the way.
    { payer: 'lose_next_answer', at: ({ link }) => link.short_url },
    { does: 'orders.create', is: 'the answer is lost: an error', given: { body: { amount: 700, currency: 'INR', receipt: 'receipt 20' } }, refused: { status: undefined } },
    { does: 'orders.list', is: '… and its receipt finds it', given: { query: { receipt: 'receipt 20' } }, gives: { count: 1, items: [{ amount: 700 }] } },
    { failing: 1 },
    { payer: 'tell_again', at: ({ link }) => link.short_url },
    { told: 'payment_link.paid', is: 'the shop fails' },
    { told: 'payment_link.paid', is: '… and it is delivered again' },
    { payer: 'tell_forged', at: ({ link }) => link.short_url },
    { refuses: 'payment_link.paid' },
    { told: 'payment_link.paid', is: '… and comes again as it should be' },
    { does: 'payments.show', is: 'one that is not there: refused', given: { id: 'pay_none' }, refused: not_there },
    { does: 'orders.show', is: 'a payment as an order: refused', given: ({ payment }) => ({ id: payment.id }), refused: not_there },
    { does: 'orders.list', is: 'with another key: refused', with: { key_secret: 'other' }, refused: { status: 401, code: 'BAD_REQUEST_ERROR', message: 'Authentication failed' } },
];
