// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Redsys, by `redsys-easy`: the form that the payer's browser posts, REST, notifications and the return. The SDK checks what
// Redsys signs, but signs only requests: Redsys' side is made here.

import { createCipheriv, createHmac } from 'node:crypto';
import { Answer } from '../recorder.mjs';
import { createRedsysAPI, PRODUCTION_URLS, SANDBOX_URLS, serializeAndSignJSONRequest } from 'redsys-easy';

// The key is the one that Redsys publishes for its test terminals.
export const account = { DS_MERCHANT_MERCHANTCODE: '999008881', DS_MERCHANT_TERMINAL: '1', key: 'sq7HjrUOBfKmC576ILgskD5srU870gJ7' };
export const headers = ['content-type'];

export const client = (environment = 'test') =>
    createRedsysAPI({ secretKey: account.key, urls: environment === 'live' ? PRODUCTION_URLS : SANDBOX_URLS });

const { key: _, ...shop } = account;
/// Signed as Redsys signs: base64url, keyed by the order's 3DES.
function enclosed(parameters, key = account.key) {
    const order = Buffer.from(parameters.Ds_Order);
    const cipher = createCipheriv('des-ede3-cbc', Buffer.from(key, 'base64'), Buffer.alloc(8)).setAutoPadding(false);
    const order_key = Buffer.concat([cipher.update(Buffer.concat([order, Buffer.alloc((8 - (order.length % 8)) % 8)])), cipher.final()]);
    const inside = Buffer.from(JSON.stringify(parameters)).toString('base64');
    const signature = createHmac('sha256', order_key).update(inside).digest('base64').replaceAll('+', '-').replaceAll('/', '_');
    return { Ds_SignatureVersion: 'HMAC_SHA256_V1', Ds_MerchantParameters: inside, Ds_Signature: signature };
}
const done = (order, more = {}) => ({ Ds_Amount: '4999', Ds_Currency: '978', Ds_Order: order, Ds_MerchantCode: shop.DS_MERCHANT_MERCHANTCODE, Ds_Terminal: '1',
    Ds_Response: '0000', Ds_AuthorisationCode: '694432', Ds_TransactionType: '0', Ds_SecurePayment: '0', Ds_Language: '1', Ds_MerchantData: '', Ds_Card_Country: '724', ...more });
/// Answers a request by its own order.
const answer = (more) => ({ body }) => new Answer(enclosed(done(JSON.parse(Buffer.from(JSON.parse(body).Ds_MerchantParameters, 'base64')).DS_MERCHANT_ORDER, more)));
const of = (type, order, amount, more = {}) => ({ DS_MERCHANT_AMOUNT: String(amount), DS_MERCHANT_CURRENCY: '978', DS_MERCHANT_ORDER: order, DS_MERCHANT_TRANSACTIONTYPE: type, ...shop, ...more });
const rest = (name, examples, more = {}) => ({ name, answer: answer(more), examples, run: (sdk, { body }) => sdk.restTrataPeticion(body) });

export const calls = [
    { name: 'redirect_form', sends: false, run: async (sdk, { body }) => sdk.createRedirectForm(body),
      examples: {
        plain: { body: of('0', '1446068581', 4999) },
        full: { body: of('0', '0017ABCdefgh', 100, { DS_MERCHANT_MERCHANTURL: 'https://shop.example/redsys?x=y&z', DS_MERCHANT_URLOK: 'https://shop.example/ok', DS_MERCHANT_URLKO: 'https://shop.example/ko',
            DS_MERCHANT_PRODUCTDESCRIPTION: 'Taza «grande» ñ 🙂', DS_MERCHANT_TITULAR: "D'Ángel", DS_MERCHANT_CONSUMERLANGUAGE: '1', DS_MERCHANT_MERCHANTDATA: '{"a":"b"}', DS_MERCHANT_PAYMETHODS: 'z' }) },
        preauthorized: { body: of('1', '1446068583', 999999999) },
      } },
    { name: 'redirect_form.live', sends: false, environment: 'live', run: async (sdk, { body }) => sdk.createRedirectForm(body), examples: { plain: { body: of('0', '1446068581', 4999) } } },
    rest('rest.pay', { card: { body: of('0', '1446068584', 4999, { DS_MERCHANT_PAN: '4548812049400004', DS_MERCHANT_EXPIRYDATE: '3412', DS_MERCHANT_CVV2: '123' }) },
                       token: { body: of('0', '1446068585', 4999, { DS_MERCHANT_IDENTIFIER: '75deafbe9b8e1e9d', DS_MERCHANT_DIRECTPAYMENT: 'true', DS_MERCHANT_EXCEP_SCA: 'MIT', DS_MERCHANT_COF_INI: 'N' }) } }),
    rest('rest.refund', { plain: { body: of('3', '1446068581', 4999) }, part: { body: of('3', '1446068581', 1) } }, { Ds_Response: '0900', Ds_TransactionType: '3' }),
    rest('rest.capture', { plain: { body: of('2', '1446068583', 4999) }, less: { body: of('2', '1446068583', 100) } }, { Ds_TransactionType: '2' }),
    rest('rest.cancel', { plain: { body: of('9', '1446068583', 4999) } }, { Ds_Response: '0400', Ds_TransactionType: '9' }),
    { name: 'rest.begin', answer: answer({ Ds_Response: undefined }), run: (sdk, { body }) => sdk.restIniciaPeticion(body),
      examples: { plain: { body: of('0', '1446068586', 4999, { DS_MERCHANT_PAN: '4548812049400004', DS_MERCHANT_EXPIRYDATE: '3412', DS_MERCHANT_CVV2: '123', DS_MERCHANT_EMV3DS: { threeDSInfo: 'CardData' } }) } } },
];

export const refusals = {
    signature: { status: 200, body: { errorCode: 'SIS0042' } },
    repeated: { status: 200, body: { errorCode: 'SIS0051' } },
    no_payment: { status: 200, body: { errorCode: 'SIS0054' } },
    too_much: { status: 200, body: { errorCode: 'SIS0057' } },
    broken: { status: 500, body: {} },
};
/// The call by which a refusal is tried.
export const refused_call = 'rest.refund';
/// The SDK's sentences are its own: Redsys gives a code alone.
export const error_of = (e) => ({ status: typeof e.code === 'number' ? e.code : 200, code: e.response?.errorCode });

const delivery = (parameters, key) => ({ method: 'POST', target: '/redsys', headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(enclosed(parameters, key)).toString() });
const returned = (parameters, key) => ({ method: 'GET', target: `/ok?${new URLSearchParams(enclosed(parameters, key))}`, headers: {}, body: '' });
export const callbacks = () => ({
    paid: { delivery: delivery(done('1446068581', { Ds_Date: '10%2F01%2F2026', Ds_Hour: '15%3A02' })) },
    declined: { delivery: delivery(done('1446068582', { Ds_Response: '0190' })) },
    refunded: { delivery: delivery(done('1446068581', { Ds_Response: '0900', Ds_TransactionType: '3' })) },
    other_key: { delivery: delivery(done('1446068581'), 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA') },
    returned: { kind: 'return', delivery: returned(done('0017ABCdefgh', { Ds_MerchantData: '%7B%22a%22%3A%22b%22%7D' })) },
});
const fields_of = ({ method, target, body }) => new URLSearchParams(method === 'GET' ? target.split(/\?(.*)/s)[1] : body);
export function mutations(name, { delivery: given }) {
    const changed = (change) => {
        const fields = fields_of(given);
        change(fields);
        return given.method === 'GET' ? { ...given, target: `${given.target.split('?')[0]}?${fields}` } : { ...given, body: fields.toString() };
    };
    const inside = (change) => changed((fields) => {
        const parameters = JSON.parse(Buffer.from(fields.get('Ds_MerchantParameters'), 'base64'));
        change(parameters);
        fields.set('Ds_MerchantParameters', Buffer.from(JSON.stringify(parameters)).toString('base64'));
    });
    return { amount: inside((p) => { p.Ds_Amount = '1'; }), response: inside((p) => { p.Ds_Response = '0001'; }), order: inside((p) => { p.Ds_Order += '1'; }),
        'other version': changed((f) => f.set('Ds_SignatureVersion', 'HMAC_SHA512_V9')), 'no signature': changed((f) => f.delete('Ds_Signature')),
        'signature changed': changed((f) => f.set('Ds_Signature', 'A' + f.get('Ds_Signature').slice(1))), 'signature with + and /': changed((f) => f.set('Ds_Signature', f.get('Ds_Signature').replaceAll('-', '+').replaceAll('_', '/'))) };
}
/// What a notification or a return holds.
export const event_of = (given) => JSON.parse(Buffer.from(fields_of(given).get('Ds_MerchantParameters'), 'base64'));
/// What the SDK must not take for Redsys' any more.
export function changed(given) {
    const { amount, response, order, 'other version': version, 'no signature': unsigned } = mutations('', { delivery: given });
    const fields = fields_of(given);
    const signature = fields.get('Ds_Signature');
    fields.set('Ds_Signature', (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1));
    const other = given.method === 'GET' ? { ...given, target: `${given.target.split('?')[0]}?${fields}` } : { ...given, body: fields.toString() };
    return { amount, response, order, version, unsigned, 'another signature': other };
}
/// The SDK is told where the browser goes.
export const has_pages = true;

export function verify(given) {
    const api = client();
    const fields = Object.fromEntries(fields_of(given));
    given.method === 'GET' ? api.processRedirectNotification(fields) : api.processDirectRestNotification(fields);
    return true;
}

/// A form or a request of ours: does the SDK sign the same parameters to the same bytes?
export const verify_made = (given) =>
    Object.entries(serializeAndSignJSONRequest(account.key, JSON.parse(Buffer.from(given.Ds_MerchantParameters, 'base64'))))
        .every(([name, value]) => given[name] === value);
export const verify_request = ({ headers, body }) =>
    verify_made(/json/.test(headers['content-type']) ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body)));
