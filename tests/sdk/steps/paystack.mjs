// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Paystack's steps, as take_steps.mjs takes them.

export const judges = { calls: 'paystack-sdk', events: '@alexasomba/paystack-node' };
export const name_of = (event) => event.event;

const payer = { email: 'payer@example.com' };

export const steps = [
    // A transaction that is paid and given back.
    { does: 'transaction.initialize', as: 'started', given: { body: { ...payer, amount: 40333, currency: 'NGN', reference: 'order-17', callback_url: 'https://shop.example/back', metadata: { order: '17', 'ключ': 'значение' } } },
      gives: { status: true, data: { authorization_url: /^https:\/\/checkout\.paystack\.com\//, reference: 'order-17' } } },
    { does: 'transaction.initialize', is: 'the reference twice: refused', given: { body: { ...payer, amount: 40333, reference: 'order-17' } }, refused: { status: 400, code: 'duplicate_reference' } },
    { does: 'transaction.initialize', is: 'without an amount: refused', given: { body: { ...payer, reference: 'order-16' } }, refused: { status: 400, code: 'invalid_params' } },
    { does: 'transaction.verify', is: 'not yet paid', given: { reference: 'order-17' }, gives: { status: true, data: { status: 'abandoned', amount: 40333 } } },
    { payer: 'pay', at: ({ started }) => started.data.authorization_url },
    { told: 'charge.success', gives: { data: { reference: 'order-17', status: 'success', amount: 40333, currency: 'NGN', domain: 'test' } } },
    { does: 'transaction.verify', as: 'paid', given: { reference: 'order-17' }, gives: { data: { reference: 'order-17', status: 'success', amount: 40333, currency: 'NGN', metadata: { order: '17', 'ключ': 'значение' }, customer: payer, authorization: { reusable: true } } } },
    { does: 'transaction.show', given: ({ paid }) => ({ id: paid.data.id }), gives: { data: { reference: 'order-17', status: 'success' } } },
    { does: 'transaction.list', given: { query: { status: 'success' } }, gives: { data: [{ reference: 'order-17' }], meta: { total: 1, page: 1, pageCount: 1 } } },
    { does: 'refund.create', as: 'part', is: 'a part', given: { body: { transaction: 'order-17', amount: 10000, customer_note: 'брак' } }, gives: { data: { amount: 10000, currency: 'NGN', status: 'processed', customer_note: 'брак' } } },
    { told: 'refund.processed', gives: { data: { transaction_reference: 'order-17', amount: 10000, currency: 'NGN' } } },
    { does: 'refund.create', is: 'more than is left: refused', given: { body: { transaction: 'order-17', amount: 30334 } }, refused: { status: 400 } },
    { does: 'refund.create', as: 'rest', is: 'what is left', given: { body: { transaction: 'order-17' } }, gives: { data: { amount: 30333 } } },
    { does: 'refund.show', given: ({ part }) => ({ id: part.data.id }), gives: { data: { amount: 10000 } } },
    { does: 'refund.list', given: ({ paid }) => ({ query: { transaction: paid.data.id } }), gives: ({ part, rest }) => ({ data: [{ id: rest.data.id }, { id: part.data.id }] }) },
    { does: 'transaction.verify', is: 'given back', given: { reference: 'order-17' }, gives: { data: { status: 'reversed' } } },

    // Without the payer.
    { does: 'transaction.charge_authorization', given: ({ paid }) => ({ body: { ...payer, amount: 500, authorization_code: paid.data.authorization.authorization_code, reference: 'order-18' } }), gives: { data: { reference: 'order-18', status: 'success', amount: 500 } } },
    { told: 'charge.success', is: 'of the second charge', gives: { data: { reference: 'order-18' } } },
    { does: 'transaction.charge_authorization', is: 'the reference twice: refused', given: ({ paid }) => ({ body: { ...payer, amount: 500, authorization_code: paid.data.authorization.authorization_code, reference: 'order-18' } }), refused: { status: 400, code: 'duplicate_reference' } },

    // What goes wrong on the way.
    { does: 'transaction.initialize', as: 'declined', is: 'started', given: { body: { ...payer, amount: 600, reference: 'order-19' } }, gives: { status: true } },
    { payer: 'decline', at: ({ declined }) => declined.data.authorization_url },
    { does: 'transaction.verify', is: 'declined', given: { reference: 'order-19' }, gives: { status: true, data: { status: 'failed' } } },
    { payer: 'lose_next_answer', at: ({ started }) => started.data.authorization_url },
    { does: 'transaction.initialize', is: 'the answer is lost: an error', given: { body: { ...payer, amount: 700, reference: 'order-20' } }, refused: { status: undefined } },
    { does: 'transaction.verify', is: '… and its reference finds it', given: { reference: 'order-20' }, gives: { data: { amount: 700 } } },
    { failing: 1 },
    { payer: 'tell_again', at: ({ started }) => started.data.authorization_url },
    { told: 'charge.success', is: 'the shop fails' },
    { told: 'charge.success', is: '… and it is delivered again' },
    { payer: 'tell_forged', at: ({ started }) => started.data.authorization_url },
    { refuses: 'charge.success' },
    { told: 'charge.success', is: '… and comes again as it should be' },
    { does: 'transaction.verify', is: 'one that is not there: refused', given: { reference: 'none' }, refused: { status: 404, code: 'transaction_not_found' } },
    { does: 'transaction.verify', is: 'with another key: refused', with: { secret_key: 'sk_test_other' }, given: { reference: 'order-17' }, refused: { status: 401, message: 'Invalid key' } },
];
