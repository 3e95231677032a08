// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What each gateway's refusals must become, by its document, and where this library and the gateway's SDK differ, and why that is right.
//
// deliveries: `signed`, or `asked` where nobody signs them, so that the gateway is asked, or `signed, then asked`; not compared unless given.
// verifies_requests: whether the SDK verifies what we sign.
// refusals: the outcome, and the name of the error's code.
// differences: what was judged (`request`, `answer`, `refusal`, `their delivery`, `our delivery`), of which call or callback (all, where
// none is named), where, and the reason. One that is no difference any more is a fault.

const refused = ['refused', 'refused_by_gateway'];
const again = ['refused', 'try_again_later'];
const unknown = ['unknown', 'http_status'];
const unsigned = ['unknown', 'signature_missing'];
const undecided = ['unknown', 'undecided_by_gateway'];

const both_deliveries = (where, reason, what) => ['their delivery', 'our delivery'].map((judged) => ({ judged, what, where, reason }));

export const expected = {
    adyen: {
        deliveries: 'signed',
        // With 401 Adyen says errorCode 000, and zeros are no code of a refusal: nothing is taken for granted then.
        refusals: { parameter: refused, structure: refused, credentials: unknown, permission: refused, in_use: undecided, broken: unknown },
        differences: [],
    },
    paypal: {
        deliveries: 'signed, then asked',
        refusals: { schema: refused, credentials: refused, permission: refused, missing: refused, declined: refused, twice: refused, in_use: unknown, too_many: again,
            broken: unknown },
        differences: [
            { judged: 'request', what: 'orders.create', where: 'no message: keyless', reason: 'we send no order without a key' },
            ...['orders.capture', 'orders.authorize', 'payments.captures.refund', 'payments.authorizations.capture'].flatMap((what) => ['body', 'header content-type'].map((where) =>
                ({ judged: 'request', what, where, reason: 'where nothing is to be said the SDK sends no body and calls it JSON; we send `{}`, which is JSON' }))),
            { judged: 'their delivery', where: 'signature: twice', reason: "node's decoder of base64 stops at the padding and passes over what follows" },
            ...['as it is', 'body: another amount under the same CRC-32'].map((where) =>
                ({ judged: 'their delivery', what: 'unknown_type', where, reason: 'about an event of a type that is not described nobody is asked: it is acknowledged, and not acted on' })),
        ],
    },
    paystack: {
        deliveries: 'signed',
        refusals: { parameter: refused, twice: refused, credentials: refused, missing: refused, too_many: again, broken: unknown },
        differences: [],
    },
    razorpay: {
        deliveries: 'signed',
        refusals: { parameter: refused, credentials: refused, missing: refused, captured: refused, gateway: unknown, too_many: again, broken: unknown },
        differences: [
            { judged: 'request', what: 'refunds.create', where: 'header x-refund-idempotency', reason: 'the SDK takes no headers for a single call; we send the documented key' },
            ...['orders.list', 'payments.list', 'payment_links.list'].map((what) =>
                ({ judged: 'request', what, where: 'query', reason: 'the SDK writes the defaults count=10 and skip=0 into the query' })),
            ...both_deliveries('signature: in capitals', 'hexadecimal digits in capitals are the same value'),
            { judged: 'request', what: 'payment_links.create', where: 'no message: plain', reason: 'we require a reference_id, without which nothing can be asked for afterwards' },
        ],
    },
    redsys: {
        deliveries: 'signed',
        verifies_requests: true,
        refusals: { signature: refused, repeated: refused, no_payment: refused, too_much: refused, broken: unknown },
        differences: [
            ...both_deliveries('signature with + and /', 'what Redsys signs is documented as base64url'),
        ],
    },
    stripe: {
        deliveries: 'signed',
        // An `idempotency_error` says nothing of the request that used the key first.
        refusals: { parameter: refused, credentials: refused, declined: refused, permission: refused, missing: refused, in_use: undecided, other_body: undecided,
            too_many: again, broken: unknown },
        differences: [
            { judged: 'request', what: 'payment_intents.retrieve', where: 'made', reason: "an id with a slash is refused: what lies between may decode it, and then it is another path" },
            ...both_deliveries('signature: twice', 'a list that holds the time twice is refused: nobody can say which one is signed'),
        ],
    },
    wechat: {
        deliveries: 'signed',
        verifies_requests: true,
        refusals: { parameter: refused, signature: refused, no_money: refused, no_permission: refused, missing: refused, paid: refused, repeated: refused, too_many: again,
            broken: unsigned, bank: unsigned },
        differences: [
            ...both_deliveries('signature: twice', "node's decoder of base64 stops at the padding and passes over what follows").slice(0, 1),
        ],
    },
    yookassa: {
        deliveries: 'asked',
        refusals: { parameter: refused, value: refused, credentials: refused, permission: refused, missing: refused, too_many: again, broken: unknown },
        differences: [
            { judged: 'their delivery', what: 'unknown_type', where: 'as it is', reason: 'about an event of a type that is not described nobody is asked: it is acknowledged, and not acted on' },
        ],
    },
};
