// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Stripe's steps, as take_steps.mjs takes them.

export const judges = { calls: 'stripe' };
export const name_of = (event) => event.type;

const card = (name) => ({ payment_method: name, confirm: true, return_url: 'https://shop.example/back' });
const item = { quantity: 2, price_data: { currency: 'eur', unit_amount: 1500, product_data: { name: 'Tasse «groß»' } } };

export const steps = [
    // A payment that is authorized and captured in part.
    { does: 'payment_intents.create', as: 'held', is: 'authorized, to be captured',
      given: { once: 'held-1', body: { amount: 1099, currency: 'eur', capture_method: 'manual', metadata: { order: '17', 'ключ': 'значение' }, ...card('pm_card_visa') } },
      gives: { id: /^pi_/, object: 'payment_intent', amount: 1099, amount_capturable: 1099, currency: 'eur', status: 'requires_capture', livemode: false, metadata: { order: '17', 'ключ': 'значение' } } },
    { told: 'payment_intent.amount_capturable_updated', gives: ({ held }) => ({ data: { object: { id: held.id } } }) },
    { repeats: 'held' },
    { does: 'payment_intents.create', is: 'the key with another amount: refused', given: { once: 'held-1', body: { amount: 1100, currency: 'eur' } },
      refused: { status: 400, kind: 'StripeIdempotencyError' } },
    { does: 'payment_intents.capture', is: 'more than was authorized: refused', given: ({ held }) => ({ id: held.id, body: { amount_to_capture: 1100 } }), refused: { status: 400 } },
    { does: 'payment_intents.capture', as: 'taken', given: ({ held }) => ({ id: held.id, once: 'take-1', body: { amount_to_capture: 1000 } }), gives: { status: 'succeeded', amount_received: 1000 } },
    { told: 'payment_intent.succeeded', as: 'succeeded', gives: ({ held }) => ({ data: { object: { id: held.id, status: 'succeeded' } } }) },
    { repeats: 'taken' },
    { does: 'payment_intents.capture', is: 'twice: refused', given: ({ held }) => ({ id: held.id, once: 'take-2' }), refused: { status: 400, code: 'payment_intent_unexpected_state' } },
    { does: 'payment_intents.retrieve', given: ({ held }) => ({ id: held.id }), gives: { status: 'succeeded', amount: 1099, amount_received: 1000 } },
    { does: 'events.retrieve', given: ({ succeeded }) => ({ id: succeeded.id }), gives: ({ held }) => ({ type: 'payment_intent.succeeded', data: { object: { id: held.id } } }) },

    // Money that goes back.
    { does: 'refunds.create', as: 'part', given: ({ held }) => ({ once: 'back-1', body: { payment_intent: held.id, amount: 400, reason: 'requested_by_customer' } }),
      gives: ({ held }) => ({ id: /^re_/, object: 'refund', amount: 400, currency: 'eur', status: 'succeeded', payment_intent: held.id }) },
    { told: 'refund.created', gives: ({ part }) => ({ data: { object: { id: part.id } } }) },
    { repeats: 'part' },
    { does: 'refunds.create', is: 'more than is left: refused', given: ({ held }) => ({ once: 'back-2', body: { payment_intent: held.id, amount: 601 } }), refused: { status: 400 } },
    { does: 'refunds.create', as: 'rest', is: 'what is left', given: ({ held }) => ({ once: 'back-3', body: { payment_intent: held.id } }), gives: { amount: 600, status: 'succeeded' } },
    { does: 'refunds.retrieve', given: ({ part }) => ({ id: part.id }), gives: { amount: 400, status: 'succeeded' } },
    { does: 'refunds.list', given: ({ held }) => ({ query: { payment_intent: held.id } }), gives: ({ part, rest }) => ({ object: 'list', has_more: false, data: [{ id: rest.id }, { id: part.id }] }) },

    // Cards for tests.
    { does: 'payment_intents.create', as: 'paid', is: 'paid at once', given: { once: 'paid-1', body: { amount: 2000, currency: 'usd', ...card('pm_card_visa') } }, gives: { status: 'succeeded', amount_received: 2000 } },
    { told: 'payment_intent.succeeded', gives: ({ paid }) => ({ data: { object: { id: paid.id } } }) },
    { does: 'payment_intents.create', is: 'declined: the bank says no', given: { once: 'declined-1', body: { amount: 2000, currency: 'usd', ...card('pm_card_visa_chargeDeclined') } },
      refused: { status: 402, code: 'card_declined', kind: 'StripeCardError' } },
    { told: 'payment_intent.payment_failed' },
    { does: 'payment_intents.create', is: 'declined, the same key again: the same refusal', given: { once: 'declined-1', body: { amount: 2000, currency: 'usd', ...card('pm_card_visa_chargeDeclined') } },
      refused: { status: 402, code: 'card_declined' } },
    { does: 'payment_intents.create', as: 'asking', is: 'the payer has to do something', given: { once: 'asking-1', body: { amount: 700, currency: 'eur', ...card('pm_card_authenticationRequired') } },
      gives: { status: 'requires_action' } },

    // In steps, and given up.
    { does: 'payment_intents.create', as: 'open', given: { once: 'open-1', body: { amount: 500, currency: 'eur' } }, gives: { status: 'requires_payment_method', client_secret: /_secret_/ } },
    { does: 'payment_intents.confirm', given: ({ open }) => ({ id: open.id, once: 'confirm-1', body: { payment_method: 'pm_card_visa', return_url: 'https://shop.example/back' } }), gives: { status: 'succeeded' } },
    { does: 'payment_intents.cancel', is: 'what is paid: refused', given: ({ open }) => ({ id: open.id, once: 'cancel-1' }), refused: { status: 400, code: 'payment_intent_unexpected_state' } },
    { does: 'payment_intents.create', as: 'given_up', is: 'opened', given: { once: 'open-2', body: { amount: 500, currency: 'eur', metadata: { order: '19' } } }, gives: { status: 'requires_payment_method' } },
    { does: 'payment_intents.update', given: ({ given_up }) => ({ id: given_up.id, once: 'change-1', body: { amount: 600, metadata: { order: '', colour: 'red' } } }), gives: { amount: 600, metadata: { colour: 'red', order: undefined } } },
    { does: 'payment_intents.cancel', given: ({ given_up }) => ({ id: given_up.id, once: 'cancel-2', body: { cancellation_reason: 'abandoned' } }), gives: { status: 'canceled', cancellation_reason: 'abandoned' } },
    { told: 'payment_intent.canceled', gives: ({ given_up }) => ({ data: { object: { id: given_up.id } } }) },

    // Stripe's own page.
    { does: 'checkout.sessions.create', as: 'session', given: { once: 'session-1', body: { mode: 'payment', success_url: 'https://shop.example/ok', client_reference_id: 'order 18', line_items: [item] } },
      gives: { id: /^cs_/, status: 'open', payment_status: 'unpaid', amount_total: 3000, currency: 'eur', url: /^https:\/\/checkout\.stripe\.com\// } },
    { payer: 'pay', at: ({ session }) => session.url },
    { told: 'checkout.session.completed', gives: ({ session }) => ({ data: { object: { id: session.id, payment_status: 'paid', client_reference_id: 'order 18' } } }) },
    { does: 'checkout.sessions.retrieve', as: 'complete', given: ({ session }) => ({ id: session.id }), gives: { status: 'complete', payment_status: 'paid', payment_intent: /^pi_/ } },
    { does: 'checkout.sessions.list', given: ({ complete }) => ({ query: { payment_intent: complete.payment_intent } }), gives: ({ session }) => ({ data: [{ id: session.id }] }) },
    { does: 'payment_intents.retrieve', is: 'the payment of the page', given: ({ complete }) => ({ id: complete.payment_intent }), gives: { status: 'succeeded', amount_received: 3000 } },
    { does: 'checkout.sessions.expire', is: 'what is paid: refused', given: ({ session }) => ({ id: session.id, once: 'expire-1' }), refused: { status: 400 } },
    { does: 'checkout.sessions.create', as: 'unused', is: 'opened', given: { once: 'session-2', body: { mode: 'payment', success_url: 'https://shop.example/ok', line_items: [item] } }, gives: { status: 'open' } },
    { does: 'checkout.sessions.expire', given: ({ unused }) => ({ id: unused.id, once: 'expire-2' }), gives: { status: 'expired' } },

    // What goes wrong on the way.
    { payer: 'lose_next_answer', at: ({ session }) => session.url },
    { does: 'payment_intents.create', as: 'lost', is: 'the answer is lost: the SDK repeats by itself', given: { once: 'lost-1', body: { amount: 333, currency: 'eur', ...card('pm_card_visa') } }, gives: { status: 'succeeded' } },
    { does: 'payment_intents.list', is: 'nothing was paid twice', given: { query: { limit: 2 } }, gives: ({ lost, given_up }) => ({ has_more: true, data: [{ id: lost.id }, { amount: (amount) => amount !== 333 }] }) },
    { does: 'payment_intents.list.pages', is: 'page by page, by the SDK itself', given: { query: { limit: 1 } }, gives: ({ lost, held }) => (all) => all.length === 8 && all[0] === lost.id && all.at(-1) === held.id },
    { failing: 1 },
    { payer: 'tell_again', at: ({ session }) => session.url },
    { told: 'checkout.session.completed', is: 'the shop fails' },
    { told: 'checkout.session.completed', is: '… and it is delivered again' },
    { payer: 'tell_forged', at: ({ session }) => session.url },
    { refuses: 'checkout.session.completed' },
    { told: 'checkout.session.completed', is: '… and comes again as it should be' },
    { does: 'payment_intents.retrieve', is: 'one that is not there: refused', given: { id: 'pi_none' }, refused: { status: 404, code: 'resource_missing' } },
    { does: 'payment_intents.create', is: 'without a currency: refused', given: { body: { amount: 5 } }, refused: { status: 400, kind: 'StripeInvalidRequestError' } },
    { does: 'payment_intents.list', is: 'with another key: refused', with: { secret_key: 'sk_test_other' }, refused: { status: 401, kind: 'StripeAuthenticationError' } },
];

export const left_out = { 'refunds.cancel': 'only a refund that waits for the payer can be canceled, and none does here' };
