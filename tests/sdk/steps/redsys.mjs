// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Redsys' steps, as take_steps.mjs takes them: the form by the payer's browser, the rest over REST.

export const judges = { calls: 'redsys-easy' };
/// Type and response: `0 0000` is a payment that was made.
export const name_of = ({ Ds_TransactionType, Ds_Response }) => `${Ds_TransactionType} ${Ds_Response}`;

const of = (type, order, amount, more = {}) => ({ body: { DS_MERCHANT_AMOUNT: String(amount), DS_MERCHANT_CURRENCY: '978', DS_MERCHANT_ORDER: order,
    DS_MERCHANT_TRANSACTIONTYPE: type, DS_MERCHANT_MERCHANTCODE: '999008881', DS_MERCHANT_TERMINAL: '1', ...more } });
const form = (type, order, amount, more = {}) => ({ shop_url }) => of(type, order, amount,
    { DS_MERCHANT_MERCHANTURL: shop_url, DS_MERCHANT_URLOK: 'https://shop.example/ok?a=b', DS_MERCHANT_URLKO: 'https://shop.example/ko', ...more });
const card = { DS_MERCHANT_PAN: '4548812049400004', DS_MERCHANT_EXPIRYDATE: '3412', DS_MERCHANT_CVV2: '123' };
const refused = (code) => ({ status: 200, code });

export const steps = [
    // A payment in the browser, given back over REST.
    { does: 'redirect_form', as: 'form', is: 'is made', given: form('0', '1446068581', 4999, { DS_MERCHANT_MERCHANTDATA: '{"a":"ñ+"}', DS_MERCHANT_PRODUCTDESCRIPTION: 'Taza «grande»' }) },
    { posts: ({ form }) => form, as: 'page' },
    { payer: 'pay', at: ({ page }) => page, returns: { Ds_Order: '1446068581', Ds_Amount: '4999', Ds_Response: '0000' } },
    { told: '0 0000', gives: { Ds_Order: '1446068581', Ds_Amount: '4999', Ds_Currency: '978', Ds_MerchantCode: '999008881', Ds_Terminal: '1', Ds_AuthorisationCode: /^\d+$/,
        Ds_MerchantData: encodeURIComponent('{"a":"ñ+"}'), Ds_Date: /^\d\d%2F\d\d%2F\d{4}$/, Ds_Hour: /^\d\d%3A\d\d$/ } },
    { posts: ({ form }) => form, is: 'the order twice: refused on a page', refused: 'SIS0051' },
    { does: 'rest.refund', is: 'a part', given: of('3', '1446068581', 999), gives: { Ds_Order: '1446068581', Ds_Amount: '999', Ds_Response: '0900', Ds_TransactionType: '3' } },
    { told: '3 0900', gives: { Ds_Order: '1446068581', Ds_Amount: '999' } },
    { does: 'rest.refund', is: 'more than is left: refused', given: of('3', '1446068581', 4001), refused: refused('SIS0057') },
    { does: 'rest.refund', is: 'what is left', given: of('3', '1446068581', 4000), gives: { Ds_Response: '0900' } },
    { does: 'rest.refund', is: 'of an order that is not there: refused', given: of('3', '1446068599', 1), refused: refused('SIS0054') },

    // Who declines.
    { does: 'redirect_form', as: 'other', is: 'is made', given: form('0', '1446068582', 100) },
    { posts: ({ other }) => other, as: 'other_page' },
    { does: 'rest.refund', is: 'of what is not paid: refused', given: of('3', '1446068582', 100), refused: refused('SIS0056') },
    { payer: 'decline', at: ({ other_page }) => other_page, returns: { Ds_Order: '1446068582', Ds_Response: '0190' } },
    { told: '0 0190', gives: { Ds_Order: '1446068582' } },

    // A pre-authorization.
    { does: 'redirect_form', as: 'held', is: 'is made', given: form('1', '1446068583', 4999) },
    { posts: ({ held }) => held, as: 'held_page' },
    { does: 'rest.capture', is: 'of what the payer has not allowed: refused', given: of('2', '1446068583', 100), refused: refused('SIS0061') },
    { payer: 'pay', at: ({ held_page }) => held_page, returns: { Ds_TransactionType: '1', Ds_Response: '0000' } },
    { told: '1 0000', gives: { Ds_Order: '1446068583', Ds_Amount: '4999' } },
    { does: 'rest.capture', is: 'more than was authorized: refused', given: of('2', '1446068583', 5000), refused: refused('SIS0062') },
    { does: 'rest.capture', is: 'a part', given: of('2', '1446068583', 1000), gives: { Ds_Amount: '1000', Ds_TransactionType: '2', Ds_Response: '0900' } },
    { does: 'rest.capture', is: 'twice: refused', given: of('2', '1446068583', 1000), refused: refused('SIS0060') },
    { does: 'rest.cancel', is: 'of what is captured: refused', given: of('9', '1446068583', 1000), refused: refused('SIS0223') },
    { does: 'redirect_form', as: 'unused', is: 'is made', given: form('1', '1446068584', 700) },
    { posts: ({ unused }) => unused, as: 'unused_page' },
    { payer: 'pay', at: ({ unused_page }) => unused_page },
    { does: 'rest.cancel', given: of('9', '1446068584', 700), gives: { Ds_TransactionType: '9', Ds_Response: '0400' } },
    { does: 'rest.cancel', is: 'twice: refused', given: of('9', '1446068584', 700), refused: refused('SIS0222') },
    { does: 'rest.cancel', is: 'of an order that is not there: refused', given: of('9', '1446068598', 700), refused: refused('SIS0225') },
    { does: 'rest.capture', is: 'of an order that is not there: refused', given: of('2', '1446068598', 700), refused: refused('SIS0059') },

    // Without the browser.
    { does: 'rest.begin', given: of('0', '1446068585', 500, { ...card, DS_MERCHANT_EMV3DS: { threeDSInfo: 'CardData' } }), gives: { Ds_Order: '1446068585', Ds_EMV3DS: { threeDSInfo: 'CardConfiguration' } } },
    { does: 'rest.pay', given: of('0', '1446068585', 500, card), gives: { Ds_Order: '1446068585', Ds_Response: '0000', Ds_TransactionType: '0' } },
    { does: 'rest.pay', is: 'the order twice: refused', given: of('0', '1446068585', 500, card), refused: refused('SIS0051') },

    // What goes wrong on the way.
    { does: 'rest.refund', is: 'with another key: refused', with: { key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, given: of('3', '1446068585', 500), refused: refused('SIS0042') },
    { does: 'rest.refund', is: 'of another merchant: refused', given: of('3', '1446068585', 500, { DS_MERCHANT_MERCHANTCODE: '999008882' }), refused: refused('SIS0026') },
    { does: 'redirect_form', as: 'foreign', is: 'is made with another key', with: { key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, given: form('0', '1446068586', 100) },
    { posts: ({ foreign }) => foreign, is: '… and refused on a page', refused: 'SIS0042' },
    { posts: ({ form }) => ({ ...form, body: { ...form.body, Ds_SignatureVersion: 'HMAC_SHA512_V9' } }), is: 'of an unknown version: refused on a page', refused: 'SIS0042' },
    { payer: 'lose_next_answer', at: ({ page }) => page },
    { does: 'rest.refund', is: 'the answer is lost: an error', given: of('3', '1446068585', 500), refused: { code: undefined } },
    { does: 'rest.refund', is: '… and it was carried out', given: of('3', '1446068585', 500), refused: refused('SIS0057') },
    { failing: 1 },
    { payer: 'tell_again', at: ({ other_page }) => other_page },
    { told: '0 0190', is: 'the shop fails' },
    { told: '0 0190', is: '… and it is delivered again' },
    { payer: 'tell_forged', at: ({ other_page }) => other_page },
    { refuses: '0 0190' },
    { told: '0 0190', is: '… and comes again as it should be' },
];
