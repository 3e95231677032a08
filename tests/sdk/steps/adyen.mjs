// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Adyen's steps, as take_steps.mjs takes them. What is asked to be done with a payment is only received; whether it was done is told.

export const judges = { calls: '@adyen/api-library' };

const item_of = (event) => event.notificationItems[0].NotificationRequestItem;
export const name_of = (event) => item_of(event).eventCode;

const merchantAccount = 'SandboxECOM';
const money = (value, currency = 'EUR') => ({ currency, value });
const card = (holderName = 'J. Smith') => ({ type: 'scheme', holderName, encryptedCardNumber: 'test_4111111111111111', encryptedExpiryMonth: 'test_03', encryptedExpiryYear: 'test_2030',
    encryptedSecurityCode: 'test_737' });
const order = (reference, value, paymentMethod = card(), more = {}) => ({ once: `${encodeURIComponent(reference)}`,
    body: { amount: money(value), merchantAccount, reference, returnUrl: 'https://shop.example/back?order=17', paymentMethod, ...more } });
const about = (payment, once, body = {}) => ({ psp: payment.pspReference, once, body: { merchantAccount, reference: once, ...body } });
/// The item of a notification, which is the only one.
const item = (holds) => ({ live: 'false', notificationItems: [{ NotificationRequestItem: { merchantAccountCode: merchantAccount, ...holds } }] });
const back_with = (name, url) => new URL(url).searchParams.get(name);

export const steps = [
    { does: 'payment_methods', given: { body: { merchantAccount, amount: money(1000), countryCode: 'NL' } }, gives: { paymentMethods: [{ type: 'scheme' }, { type: 'ideal' }] } },

    // A card that is authorised, captured in part, and given back.
    { does: 'payments', as: 'held', is: 'authorised', given: order('заказ 17', 1000), gives: { resultCode: 'Authorised', pspReference: /./, merchantReference: 'заказ 17', amount: money(1000), action: undefined } },
    { told: 'AUTHORISATION', gives: ({ held }) => item({ pspReference: held.pspReference, merchantReference: 'заказ 17', amount: money(1000), success: 'true', originalReference: undefined }) },
    { repeats: 'held' },
    { does: 'payments', is: 'the key with another amount: refused', given: { ...order('заказ 18', 1001), once: encodeURIComponent('заказ 17') }, refused: { status: 422, code: '704' } },
    { does: 'amount_updates', as: 'raised', given: ({ held }) => about(held, 'raise-1', { amount: money(1200) }), gives: ({ held }) => ({ status: 'received', paymentPspReference: held.pspReference, reference: 'raise-1', merchantAccount, amount: money(1200) }) },
    { told: 'AUTHORISATION_ADJUSTMENT', gives: ({ held, raised }) => item({ pspReference: raised.pspReference, originalReference: held.pspReference, amount: money(1200), success: 'true' }) },
    { does: 'refunds', as: 'early', is: 'before it is captured: received', given: ({ held }) => about(held, 'early-1', { amount: money(100) }), gives: { status: 'received' } },
    { told: 'REFUND', is: '… and told that it failed', gives: ({ held, early }) => item({ pspReference: early.pspReference, originalReference: held.pspReference, success: 'false', reason: /hasn't been captured/ }) },
    { does: 'captures', as: 'excessive', is: 'more than was authorised: received', given: ({ held }) => about(held, 'take-0', { amount: money(1201) }), gives: { status: 'received' } },
    { told: 'CAPTURE', is: '… and told that it failed', gives: ({ excessive }) => item({ pspReference: excessive.pspReference, amount: money(1201), success: 'false' }) },
    { does: 'captures', as: 'taken', is: 'a part', given: ({ held }) => about(held, 'take-1', { amount: money(900) }), gives: ({ held }) => ({ status: 'received', paymentPspReference: held.pspReference, amount: money(900) }) },
    { told: 'CAPTURE', gives: ({ held, taken }) => item({ pspReference: taken.pspReference, originalReference: held.pspReference, merchantReference: 'заказ 17', amount: money(900), success: 'true' }) },
    { repeats: 'taken' },
    { does: 'refunds', as: 'part', is: 'a part', given: ({ held }) => about(held, 'back-1', { amount: money(400), merchantRefundReason: 'RETURN' }), gives: { status: 'received', amount: money(400) } },
    { told: 'REFUND', gives: ({ held, part }) => item({ pspReference: part.pspReference, originalReference: held.pspReference, amount: money(400), success: 'true' }) },
    { repeats: 'part' },
    { does: 'refunds', is: 'more than is left: received', given: ({ held }) => about(held, 'back-2', { amount: money(501) }), gives: { status: 'received' } },
    { told: 'REFUND', is: '… and told that it failed', gives: item({ amount: money(501), success: 'false', reason: 'Insufficient balance on payment' }) },
    { does: 'reversals', as: 'reversed', is: 'what is left', given: ({ held }) => about(held, 'reverse-1'), gives: { status: 'received' } },
    { told: 'CANCEL_OR_REFUND', gives: ({ reversed }) => item({ pspReference: reversed.pspReference, amount: money(500), success: 'true' }) },

    // Given up, and refused.
    { does: 'payments', as: 'released', is: 'authorised', given: order('order-19', 700), gives: { resultCode: 'Authorised' } },
    { does: 'cancels', as: 'canceled', given: ({ released }) => about(released, 'cancel-1'), gives: ({ released }) => ({ status: 'received', paymentPspReference: released.pspReference }) },
    { told: 'CANCELLATION', gives: ({ released, canceled }) => item({ pspReference: canceled.pspReference, originalReference: released.pspReference, success: 'true' }) },
    { does: 'captures', is: 'what was given up: received', given: ({ released }) => about(released, 'take-2', { amount: money(700) }), gives: { status: 'received' } },
    { told: 'CAPTURE', is: '… and told that it failed', gives: ({ released }) => item({ originalReference: released.pspReference, success: 'false' }) },
    { does: 'payments', as: 'refused', is: 'refused: a result, no error', given: order('order-20', 800, card('NOT_ENOUGH_BALANCE')), gives: { resultCode: 'Refused', refusalReason: 'Not enough balance', refusalReasonCode: '12', pspReference: /./ } },
    { told: 'AUTHORISATION', is: 'of a payment that was refused', gives: ({ refused }) => item({ pspReference: refused.pspReference, merchantReference: 'order-20', success: 'false', reason: 'Not enough balance' }) },
    { repeats: 'refused' },
    { does: 'payments', is: 'captured at once', given: order('order-21', 900, card(), { captureDelayHours: 0 }), as: 'captured', gives: { resultCode: 'Authorised' } },
    { does: 'refunds', given: ({ captured }) => about(captured, 'back-3', { amount: money(900) }), is: '… and given back', gives: { status: 'received' } },
    { told: 'REFUND', gives: ({ captured }) => item({ originalReference: captured.pspReference, amount: money(900), success: 'true' }) },

    // By the payer's browser.
    { does: 'payments', as: 'sent', is: 'the payer is redirected', given: order('order-22', 1100, { type: 'ideal', issuer: '1121' }),
      gives: { resultCode: 'RedirectShopper', pspReference: undefined, action: { type: 'redirect', method: 'GET', paymentMethodType: 'ideal', url: /^https:\/\/checkoutshopper-test\.adyen\.com\// } } },
    { payer: 'pay', at: ({ sent }) => sent.action.url, as: 'back' },
    { told: 'AUTHORISATION', gives: item({ merchantReference: 'order-22', paymentMethod: 'ideal', success: 'true' }) },
    { does: 'payments.details', as: 'returned', given: ({ back }) => ({ once: 'details-1', body: { details: { redirectResult: back_with('redirectResult', back) } } }), gives: { resultCode: 'Authorised', pspReference: /./, merchantReference: 'order-22' } },
    { repeats: 'returned' },
    { does: 'cancels.by_reference', is: 'by the shop\'s own reference', given: { once: 'cancel-2', body: { merchantAccount, paymentReference: 'order-22', reference: 'x-2' } }, gives: { status: 'received', paymentReference: 'order-22' } },
    { told: 'TECHNICAL_CANCEL', gives: ({ returned }) => item({ originalReference: returned.pspReference, merchantReference: 'order-22', success: 'true' }) },
    { does: 'payments', as: 'given_up', is: 'the payer will decline', given: order('order-23', 1200, { type: 'ideal' }), gives: { resultCode: 'RedirectShopper' } },
    { payer: 'decline', at: ({ given_up }) => given_up.action.url, as: 'back' },
    { told: 'AUTHORISATION', is: 'of a payment that was declined', gives: item({ merchantReference: 'order-23', success: 'false' }) },
    { does: 'payments.details', is: 'declined', given: ({ back }) => ({ once: 'details-2', body: { details: { redirectResult: back_with('redirectResult', back) } } }), gives: { resultCode: 'Refused', refusalReasonCode: '2' } },
    { does: 'payments.details', is: 'of no payment: refused', given: { once: 'details-3', body: { details: { redirectResult: 'none' } } }, refused: { status: 422 } },

    // A session.
    { does: 'sessions.create', as: 'session', given: { once: 'session-1', body: { merchantAccount, amount: money(1300), reference: 'order-24', returnUrl: 'https://shop.example/back', mode: 'hosted', countryCode: 'NL' } },
      gives: { id: /^CS/, sessionData: /./, amount: money(1300), reference: 'order-24', merchantAccount, url: /^https:\/\// } },
    { repeats: 'session' },
    { payer: 'pay', at: ({ session }) => session.url, as: 'back' },
    { told: 'AUTHORISATION', as: 'session_paid', gives: item({ merchantReference: 'order-24', amount: money(1300), success: 'true' }) },
    { does: 'sessions.result', given: ({ session, back }) => ({ id: session.id, result: back_with('sessionResult', back) }), gives: ({ session }) => ({ id: session.id, status: 'completed' }) },
    { does: 'captures', given: ({ session_paid }) => about(item_of(session_paid), 'take-3', { amount: money(1300) }), is: 'the payment of the session', gives: { status: 'received' } },
    { told: 'CAPTURE', gives: item({ merchantReference: 'order-24', success: 'true' }) },

    // What goes wrong on the way.
    { payer: 'lose_next_answer', at: ({ session }) => session.url },
    { does: 'payments', is: 'the answer is lost: an error, which the SDK calls 500', given: order('order-25', 333), refused: { status: 500, code: undefined } },
    { does: 'payments', as: 'found', is: '… and its key finds it', given: order('order-25', 333), gives: { resultCode: 'Authorised', merchantReference: 'order-25' } },
    { told: 'AUTHORISATION', is: 'nothing was paid twice', gives: ({ found }) => item({ pspReference: found.pspReference, merchantReference: 'order-25' }) },
    { failing: 1 },
    { payer: 'tell_again', at: ({ sent }) => sent.action.url },
    { told: 'AUTHORISATION', is: 'the shop fails', gives: item({ merchantReference: 'order-22' }) },
    { told: 'AUTHORISATION', is: '… and it is delivered again', gives: item({ merchantReference: 'order-22' }) },
    { payer: 'tell_forged', at: ({ session }) => session.url },
    { refuses: 'AUTHORISATION' },
    { told: 'AUTHORISATION', is: '… and comes again as it should be', gives: item({ merchantReference: 'order-24' }) },
    { does: 'captures', is: 'of no payment: refused', given: about({ pspReference: 'none' }, 'take-4', { amount: money(1) }), refused: { status: 422, code: '167', kind: 'validation' } },
    { does: 'payments', is: 'without an address to return to: refused', given: { once: 'order-26', body: { amount: money(5), merchantAccount, reference: 'order-26', paymentMethod: card() } }, refused: { status: 422, code: '14_030', message: 'Return URL is missing.' } },
    { does: 'payments', is: 'of another merchant account: refused', given: order('order-27', 5, card(), { merchantAccount: 'Another' }), refused: { status: 403, code: '901', kind: 'security' } },
    { does: 'payments', is: 'with another key: refused', with: { api_key: 'another-key' }, given: order('order-28', 5), refused: { status: 401, code: '000' } },
];

export const left_out = { 'payments.live': 'the sandbox plays the test environment' };
