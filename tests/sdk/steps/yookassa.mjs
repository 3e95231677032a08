// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// YooKassa's steps, as take_steps.mjs takes them. Nobody signs a notification: the judge says that it reads, and the payment is asked for.

export const judges = { calls: '@a2seven/yoo-checkout', events: '@webzaytsev/yookassa-ts-sdk' };
export const name_of = (event) => event.event;

const money = (value, currency = 'RUB') => ({ value, currency });
const redirect = { type: 'redirect', return_url: 'https://shop.example/back?order=17' };
const of = (object) => ({ object });

export const steps = [
    // A payment that waits, is captured in part, and given back.
    { does: 'payments.create', as: 'waiting', given: { once: 'order-17', body: { amount: money('100.00'), confirmation: redirect, description: 'Заказ 17', metadata: { order: '17', 'ключ': 'значение' } } },
      gives: { status: 'pending', paid: false, test: true, amount: money('100.00'), description: 'Заказ 17', metadata: { order: '17', 'ключ': 'значение' }, confirmation: { type: 'redirect', confirmation_url: /^https:\/\/yoomoney\.ru\// } } },
    { repeats: 'waiting' },
    { does: 'payments.create', is: 'the key with another amount: refused', given: { once: 'order-17', body: { amount: money('100.01'), confirmation: redirect } },
      refused: { status: 400, code: 'invalid_request', parameter: 'Idempotence-Key' } },
    { payer: 'pay', at: ({ waiting }) => waiting.confirmation.confirmation_url },
    { told: 'payment.waiting_for_capture', gives: ({ waiting }) => of({ id: waiting.id, status: 'waiting_for_capture' }), is: 'is delivered, and nobody signs it' },
    { does: 'payments.show', is: 'what was told is asked for', given: ({ waiting }) => ({ id: waiting.id }), gives: { status: 'waiting_for_capture', paid: true } },
    { does: 'payments.capture', is: 'more than was authorized: refused', given: ({ waiting }) => ({ id: waiting.id, once: 'take-0', body: { amount: money('100.01') } }), refused: { status: 400, code: 'invalid_request' } },
    { does: 'payments.capture', as: 'taken', is: 'a part', given: ({ waiting }) => ({ id: waiting.id, once: 'take-1', body: { amount: money('40.00') } }), gives: { status: 'succeeded', paid: true, amount: money('40.00') } },
    { repeats: 'taken' },
    { told: 'payment.succeeded', gives: ({ waiting }) => of({ id: waiting.id, status: 'succeeded' }), is: 'is delivered, and nobody signs it' },
    { does: 'payments.capture', is: 'twice: refused', given: ({ waiting }) => ({ id: waiting.id, once: 'take-2', body: {} }), refused: { status: 400, code: 'invalid_request' } },
    { does: 'refunds.create', as: 'part', is: 'a part', given: ({ waiting }) => ({ once: 'back-1', body: { payment_id: waiting.id, amount: money('15.50'), description: 'Брак' } }),
      gives: ({ waiting }) => ({ status: 'succeeded', payment_id: waiting.id, amount: money('15.50') }) },
    { repeats: 'part' },
    { told: 'refund.succeeded', gives: ({ part }) => of({ id: part.id }), is: 'is delivered, and nobody signs it' },
    { does: 'refunds.create', is: 'more than is left: refused', given: ({ waiting }) => ({ once: 'back-2', body: { payment_id: waiting.id, amount: money('24.51') } }), refused: { status: 400, code: 'invalid_request' } },
    { does: 'refunds.show', given: ({ part }) => ({ id: part.id }), gives: { amount: money('15.50'), status: 'succeeded' } },
    { does: 'refunds.list', given: ({ waiting }) => ({ query: { payment_id: waiting.id } }), gives: ({ part }) => ({ type: 'list', items: [{ id: part.id }] }) },
    { does: 'payments.show', is: 'given back in part', given: ({ waiting }) => ({ id: waiting.id }), gives: { status: 'succeeded', refunded_amount: money('15.50') } },

    // Without capture, and given up.
    { does: 'payments.create', as: 'captured', is: 'captured at once', given: { once: 'order-18', body: { amount: money('7.00'), capture: true, confirmation: redirect } }, gives: { status: 'pending' } },
    { payer: 'pay', at: ({ captured }) => captured.confirmation.confirmation_url },
    { told: 'payment.succeeded', gives: ({ captured }) => of({ id: captured.id, amount: money('7.00') }), is: 'is delivered, and nobody signs it' },
    { does: 'payments.create', as: 'released', is: 'to be released', given: { once: 'order-19', body: { amount: money('8.00'), confirmation: redirect } }, gives: { status: 'pending' } },
    { payer: 'pay', at: ({ released }) => released.confirmation.confirmation_url },
    { does: 'payments.cancel', as: 'canceled', given: ({ released }) => ({ id: released.id, once: 'cancel-1' }), gives: { status: 'canceled', cancellation_details: { party: 'merchant', reason: 'canceled_by_merchant' } } },
    { repeats: 'canceled' },
    { told: 'payment.canceled', gives: ({ released }) => of({ id: released.id }), is: 'is delivered, and nobody signs it' },
    { does: 'payments.create', as: 'declined', is: 'the payer will decline', given: { once: 'order-20', body: { amount: money('9.00'), confirmation: redirect } }, gives: { status: 'pending' } },
    { payer: 'decline', at: ({ declined }) => declined.confirmation.confirmation_url },
    { told: 'payment.canceled', gives: ({ declined }) => of({ id: declined.id, status: 'canceled' }), is: 'is delivered, and nobody signs it' },
    { does: 'payments.list', given: { query: { limit: 1, status: 'canceled' } }, as: 'first', gives: ({ declined }) => ({ type: 'list', items: [{ id: declined.id }], next_cursor: /./ }) },
    { does: 'payments.list', is: 'the next page', given: ({ first }) => ({ query: { limit: 1, status: 'canceled', cursor: first.next_cursor } }), gives: ({ released }) => ({ items: [{ id: released.id }] }) },

    // What goes wrong on the way.
    { payer: 'lose_next_answer', at: ({ waiting }) => waiting.confirmation.confirmation_url },
    { does: 'payments.create', is: 'the answer is lost: an error', given: { once: 'order-21', body: { amount: money('10.00'), capture: true, confirmation: redirect } }, refused: { status: undefined } },
    { does: 'payments.create', as: 'found', is: '… and its key finds it', given: { once: 'order-21', body: { amount: money('10.00'), capture: true, confirmation: redirect } }, gives: { status: 'pending' } },
    { does: 'payments.list', is: 'nothing was made twice', given: { query: { limit: 2 } }, gives: ({ found, declined }) => ({ items: [{ id: found.id }, { id: declined.id }] }) },
    { failing: 1 },
    { payer: 'tell_again', at: ({ captured }) => captured.confirmation.confirmation_url },
    { told: 'payment.succeeded', is: 'the shop fails' },
    { told: 'payment.succeeded', is: '… and it is delivered again' },
    { does: 'payments.show', is: 'one that is not there: refused', given: { id: 'none' }, refused: { status: 404, code: 'not_found' } },
    { does: 'payments.list', is: 'with another key: refused', with: { secret_key: 'test_other' }, given: { query: {} }, refused: { status: 401, code: 'invalid_credentials' } },
];
