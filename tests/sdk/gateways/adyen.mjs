// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Adyen, by its own SDK `@adyen/api-library`: Checkout 71.

import adyen from '@adyen/api-library';

export const account = { merchantAccount: 'ShopECOM', api_key: 'AQE-judge', live_prefix: '1797a841fbb37ca7-AdyenDemo',
    hmac_key: '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056' };
export const headers = ['content-type', 'idempotency-key', 'x-api-key'];

export const client = (environment = 'TEST') => new adyen.CheckoutAPI(new adyen.Client({ apiKey: account.api_key, environment,
    ...(environment === 'LIVE' ? { liveEndpointUrlPrefix: account.live_prefix } : {}) }));

const with_key = ({ once }) => (once === undefined ? {} : { idempotencyKey: once });
const merchantAccount = account.merchantAccount;
const money = (value, currency = 'EUR') => ({ currency, value });
const paid = { pspReference: '993617895215577D', resultCode: 'Authorised', merchantReference: 'order-17', amount: money(1000) };
const accepted = (more) => ({ merchantAccount, pspReference: '993617895215578D', reference: 'r-1', status: 'received',
    paymentPspReference: '993617895215577D', ...more });
const modification = (name, method, example, more = {}) => ({ name, answer: accepted(example),
    run: (sdk, { psp, body, ...rest }) => sdk.ModificationsApi[method](psp, body, with_key(rest)),
    examples: { plain: { psp: '993617895215577D', once: `${name}-1`, body: { merchantAccount, ...example } }, ...more } });

export const calls = [
    { name: 'payments', answer: paid,
      run: (sdk, { body, ...rest }) => sdk.PaymentsApi.payments(body, with_key(rest)),
      examples: {
        card: { once: 'p-1', body: { amount: money(1000), merchantAccount, reference: 'order-17', returnUrl: 'https://shop.example/back?order=17',
            paymentMethod: { type: 'scheme', encryptedCardNumber: 'test_4111111111111111', encryptedExpiryMonth: 'test_03', encryptedExpiryYear: 'test_2030', encryptedSecurityCode: 'test_737' } } },
        redirect: { once: 'p-2', body: { amount: money(1000), merchantAccount, reference: 'order-18', returnUrl: 'https://shop.example/back', paymentMethod: { type: 'ideal', issuer: '1121' } } },
        full: { once: 'p-4', body: { amount: money(9007199254740991, 'JPY'), merchantAccount, reference: 'заказ-19 🙂', returnUrl: 'https://shop.example/back', paymentMethod: { type: 'paypal' },
            channel: 'Web', shopperEmail: 'a+b@example.com', shopperReference: 'u-1', metadata: { order: '19', 'a.b': 'c"d\\e' }, captureDelayHours: 0,
            lineItems: [{ id: '1', description: 'Tasse «groß»', quantity: 2, amountIncludingTax: 500, taxPercentage: 1900 }, { id: '2', description: 'B', quantity: 1, amountIncludingTax: 0 }],
            billingAddress: { street: 'Main', houseNumberOrName: '1', city: 'Zürich', postalCode: '8001', country: 'CH' } } },
      } },
    { name: 'payments.live', answer: paid, environment: 'LIVE',
      run: (sdk, { body, ...rest }) => sdk.PaymentsApi.payments(body, with_key(rest)),
      examples: { plain: { once: 'p-3', body: { amount: money(1000), merchantAccount, reference: 'order-17', returnUrl: 'https://shop.example/back', paymentMethod: { type: 'ideal' } } } } },
    { name: 'payments.details', answer: paid,
      run: (sdk, { body, ...rest }) => sdk.PaymentsApi.paymentsDetails(body, with_key(rest)),
      examples: { redirect: { once: 'd-1', body: { details: { redirectResult: 'X6XtfGC3!Y...' } } },
                  challenge: { once: 'd-2', body: { details: { threeDSResult: 'eyJ0cmFuc1N0YXR1cyI6IlkifQ==' }, paymentData: 'Ab02b4c0' } } } },
    { name: 'payment_methods', answer: { paymentMethods: [{ name: 'iDEAL', type: 'ideal' }] },
      run: (sdk, { body, ...rest }) => sdk.PaymentsApi.paymentMethods(body, with_key(rest)),
      examples: { plain: { body: { merchantAccount, amount: money(1000), countryCode: 'NL', channel: 'Web' } } } },
    { name: 'sessions.create', answer: { id: 'CS451F2AB1ED897A94', sessionData: 'Ab02b4c0!', amount: money(1000), merchantAccount, reference: 'order-17', returnUrl: 'https://shop.example/back', expiresAt: '2026-01-11T13:53:18+02:00' },
      run: (sdk, { body, ...rest }) => sdk.PaymentsApi.sessions(body, with_key(rest)),
      examples: { plain: { once: 's-1', body: { merchantAccount, amount: money(1000), reference: 'order-17', returnUrl: 'https://shop.example/back', countryCode: 'NL' } },
                  hosted: { once: 's-2', body: { merchantAccount, amount: money(1000), reference: 'order-18', returnUrl: 'https://shop.example/back', mode: 'hosted', themeId: 't-1', shopperLocale: 'nl-NL' } } } },
    { name: 'sessions.result', answer: { id: 'CS451F2AB1ED897A94', status: 'completed' },
      run: (sdk, { id, result }) => sdk.PaymentsApi.getResultOfPaymentSession(id, result),
      examples: { plain: { id: 'CS451F2AB1ED897A94', result: 'X3XtfGC9!H4s+/=' } } },
    modification('captures', 'captureAuthorisedPayment', { amount: money(500), reference: 'c-1' }),
    modification('refunds', 'refundCapturedPayment', { amount: money(500), reference: 'r-1' }, {
        reason: { psp: '993617895215577D', once: 'refunds-2', body: { merchantAccount, amount: money(1), reference: 'r-2', merchantRefundReason: 'RETURN' } } }),
    modification('cancels', 'cancelAuthorisedPaymentByPspReference', { reference: 'x-1' }),
    modification('reversals', 'refundOrCancelPayment', { reference: 'v-1' }),
    modification('amount_updates', 'updateAuthorisedAmount', { amount: money(1500), reference: 'a-1', industryUsage: 'delayedCharge' }),
    { name: 'cancels.by_reference', answer: { merchantAccount, pspReference: 'Z', paymentReference: 'order-17', status: 'received' },
      run: (sdk, { body, ...rest }) => sdk.ModificationsApi.cancelAuthorisedPayment(body, with_key(rest)),
      examples: { plain: { once: 'y-1', body: { merchantAccount, paymentReference: 'order-17', reference: 'x-2' } } } },
];

const refused = (status, errorCode, message, errorType, more = {}) => ({ status, headers: { pspreference: '993617895215579D', ...more },
    body: { status, errorCode, message, errorType, pspReference: '993617895215579D' } });
export const refusals = {
    parameter: refused(422, '14_030', 'Return URL is missing.', 'validation'),
    structure: refused(400, '702', 'Structure of PaymentRequest contains the following unknown fields: [x]', 'validation'),
    credentials: { status: 401, body: { status: 401, errorCode: '000', message: 'HTTP Status Response - Unauthorized', errorType: 'security' } },
    permission: refused(403, '901', 'Invalid Merchant Account', 'security'),
    in_use: refused(422, '704', 'request already processed or in progress', 'validation', { 'transient-error': 'true' }),
    broken: refused(500, '905', 'Payment details are not supported', 'configuration'),
};
export const error_of = (e) => ({ status: e.statusCode, code: e.errorCode, message: e.apiError?.message ?? e.message, kind: e.apiError?.errorType });

const validator = new adyen.hmacValidator();
const item = (more = {}, key = account.hmac_key) => {
    const made = { additionalData: {}, amount: money(1000), eventCode: 'AUTHORISATION', eventDate: '2026-01-10T13:42:29+01:00', merchantAccountCode: merchantAccount,
        merchantReference: 'order-17', operations: ['CANCEL', 'CAPTURE', 'REFUND'], paymentMethod: 'visa', pspReference: '993617895215577D', reason: '033899:1111:03/2030', success: 'true', ...more };
    made.additionalData = { ...made.additionalData, hmacSignature: validator.calculateHmac(made, key) };
    return { NotificationRequestItem: made };
};
const delivery = (...notificationItems) => ({ method: 'POST', target: '/adyen', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ live: 'false', notificationItems }) });
export const callbacks = () => ({
    authorised: { delivery: delivery(item()) },
    modification: { delivery: delivery(item({ eventCode: 'REFUND', originalReference: '993617895215577D', pspReference: '993617895215578D', additionalData: { a: 'b' } })) },
    refused: { delivery: delivery(item({ success: 'false', reason: 'Refused' })) },
    several: { delivery: delivery(item(), item({ eventCode: 'CAPTURE', pspReference: 'Q' }), item({ merchantReference: 'a:b\\c ü' })) },
    one_of_three_forged: { delivery: delivery(item(), item({}, '00'.repeat(32)), item()) },
    other_key: { delivery: delivery(item({}, '00'.repeat(32))) },
});
/// The signature lies in the body, so only changes of it are of interest.
export function mutations(name, { delivery: given }) {
    const changed = (name, change) => {
        const body = JSON.parse(given.body);
        change(body.notificationItems[0].NotificationRequestItem);
        return [name, { ...given, body: JSON.stringify(body) }];
    };
    return Object.fromEntries([
        changed('amount', (it) => { it.amount.value += 1; }),
        changed('currency', (it) => { it.amount.currency = 'USD'; }),
        changed('reference', (it) => { it.merchantReference += '1'; }),
        changed('success', (it) => { it.success = it.success === 'true' ? 'false' : 'true'; }),
        changed('event', (it) => { it.eventCode = 'CHARGEBACK'; }),
        changed('unsigned member', (it) => { it.reason = 'other'; }),
        changed('no signature', (it) => { delete it.additionalData.hmacSignature; }),
        changed('signature cut', (it) => { it.additionalData.hmacSignature = it.additionalData.hmacSignature.slice(0, -4); }),
        changed('moved over the colon', (it) => { it.merchantAccountCode += ':x'; it.merchantReference = it.merchantReference.slice(1); }),
    ]);
}
/// What must not be taken for the gateway's any more.
export function changed(given) {
    const { 'unsigned member': unsigned, ...others } = mutations('', { delivery: given });
    return others;
}
export const verify = ({ body }, now, { hmac_key } = account) =>
    JSON.parse(body).notificationItems.every((each) => validator.validateHMAC(each.NotificationRequestItem, hmac_key));
