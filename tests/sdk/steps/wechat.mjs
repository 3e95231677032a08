// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// WeChat Pay's steps, as take_steps.mjs takes them. The SDK signs what it asks and verifies what is answered; notifications are verified by
// it and by a second one, and opened.

export const judges = { calls: 'wechatpay-axios-plugin' };
export const plays = 'wechat_pay'; // as the sandbox calls it
export const name_of = (event) => event.event_type;

const [appid, mchid] = ['wxd678efh567hg6787', '1900000001'];
const order = (out_trade_no, total = 100, more = {}) => ({ body: { appid, mchid, description: 'Image形象店-QQ公仔', out_trade_no, notify_url: 'https://shop.example/wechat', amount: { total, currency: 'CNY' }, ...more } });
const refund = (out_refund_no, amount, of = { out_trade_no: 'order-17' }, total = 100) => ({ body: { ...of, out_refund_no, reason: '商品已售完', amount: { refund: amount, total, currency: 'CNY' } } });
const ask = (out_trade_no) => ({ order: out_trade_no, mchid });
const close = (out_trade_no) => ({ order: out_trade_no, body: { mchid } });
/// The sandbox's page for who scans a code, and for who pays inside WeChat.
const page = ({ code_url }) => code_url.replace('weixin:', 'https:');
const page_of_prepaid = ({ prepay_id }) => `https://wxpay/bizpayurl?pr=${prepay_id}`;
const refused = (status, code) => ({ status, code });
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/;

export const steps = [
    // A code that is scanned and paid.
    { does: 'native', as: 'code', given: order('order-17', 100, { attach: '自定义 «ü»' }), gives: { code_url: /^weixin:\/\/wxpay\/bizpayurl\?pr=/ } },
    { repeats: 'code' },
    { does: 'native', is: 'the number with another amount: refused', given: order('order-17', 101), refused: refused(403, 'OUT_TRADE_NO_USED') },
    { does: 'jsapi', is: 'the number of another order: refused', given: order('order-17', 100, { payer: { openid: 'o1' } }), refused: refused(403, 'OUT_TRADE_NO_USED') },
    { does: 'transactions.by_order', is: 'not paid', given: ask('order-17'), gives: { appid, mchid, out_trade_no: 'order-17', trade_state: 'NOTPAY', trade_state_desc: '订单未支付', attach: '自定义 «ü»', transaction_id: undefined, amount: { total: 100, currency: 'CNY' } } },
    { does: 'refunds.create', is: 'what is not paid: refused', given: refund('back-0', 1), refused: refused(404, 'RESOURCE_NOT_EXISTS') },
    { payer: 'decline', at: ({ code }) => page(code) },
    { does: 'transactions.by_order', is: 'declined, may be tried again', given: ask('order-17'), gives: { trade_state: 'NOTPAY' } },
    { payer: 'pay', at: ({ code }) => page(code) },
    { told: 'TRANSACTION.SUCCESS', as: 'told', gives: { id: /^EV-/, create_time: utc, resource_type: 'encrypt-resource', summary: '支付成功', resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM' },
        opened: { appid, mchid, out_trade_no: 'order-17', trade_type: 'NATIVE', trade_state: 'SUCCESS', attach: '自定义 «ü»', payer: { openid: /./ }, success_time: utc, amount: { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' } } } },
    { does: 'transactions.by_order', is: 'paid', given: ask('order-17'), gives: ({ told }) => ({ ...told.opened }) },
    { does: 'transactions.by_id', given: ({ told }) => ({ id: told.opened.transaction_id, mchid }), gives: { out_trade_no: 'order-17', trade_state: 'SUCCESS' } },
    { does: 'transactions.by_order', is: "asked by WeChat's number: refused", given: ({ told }) => ask(told.opened.transaction_id), refused: refused(404, 'ORDER_NOT_EXIST') },
    { does: 'native', is: 'what is paid, again: refused', given: order('order-17', 100, { attach: '自定义 «ü»' }), refused: refused(400, 'ORDERPAID') },
    { does: 'transactions.close', is: 'what is paid: refused', given: close('order-17'), refused: refused(400, 'ORDERPAID') },

    // Money that goes back.
    { does: 'refunds.create', is: 'more than was paid: refused', given: refund('back-1', 101), refused: refused(400, 'INVALID_REQUEST') },
    { does: 'refunds.create', is: 'of another total: refused', given: refund('back-1', 40, undefined, 101), refused: refused(400, 'INVALID_REQUEST') },
    { payer: 'empty_balance', at: ({ code }) => page(code) },
    { does: 'refunds.create', is: 'with nothing left: refused', given: refund('back-1', 40), refused: refused(403, 'NOT_ENOUGH') },
    { does: 'jsapi', as: 'prepaid', given: order('order-18', 500, { payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' } }), gives: { prepay_id: /^wx/ } },
    { repeats: 'prepaid' },
    { payer: 'pay', at: ({ prepaid }) => page_of_prepaid(prepaid) },
    { told: 'TRANSACTION.SUCCESS', gives: { opened: { out_trade_no: 'order-18', trade_type: 'JSAPI', payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' }, amount: { total: 500 } } } },
    { does: 'refunds.create', as: 'part', is: 'under the number that was refused', given: refund('back-1', 40),
      gives: ({ told }) => ({ refund_id: /./, out_refund_no: 'back-1', out_trade_no: 'order-17', transaction_id: told.opened.transaction_id, channel: 'ORIGINAL', status: 'PROCESSING', create_time: utc, success_time: undefined,
          amount: { total: 100, refund: 40, payer_total: 100, payer_refund: 40, settlement_refund: 40, settlement_total: 100, discount_refund: 0, currency: 'CNY' } }) },
    { repeats: 'part' },
    { does: 'refunds.create', is: 'the number with another amount: refused', given: refund('back-1', 41), refused: refused(400, 'INVALID_REQUEST') },
    { told: 'REFUND.SUCCESS', gives: ({ part }) => ({ summary: '退款成功', resource: { original_type: 'refund' }, opened: { mchid, out_refund_no: 'back-1', refund_id: part.refund_id, out_trade_no: 'order-17', refund_status: 'SUCCESS', status: undefined,
        success_time: utc, user_received_account: /./, amount: { total: 100, refund: 40, payer_total: 100, payer_refund: 40, currency: undefined } } }) },
    { does: 'refunds.show', given: { refund: 'back-1' }, gives: ({ part }) => ({ refund_id: part.refund_id, status: 'SUCCESS', success_time: utc }) },
    { does: 'transactions.by_order', is: 'given back in part', given: ask('order-17'), gives: { trade_state: 'REFUND' } },
    { does: 'refunds.create', is: "the rest, by WeChat's number", given: ({ told }) => refund('back-2', 60, { transaction_id: told.opened.transaction_id }), gives: { out_trade_no: 'order-17', status: 'PROCESSING' } },
    { told: 'REFUND.SUCCESS', gives: { opened: { out_refund_no: 'back-2', amount: { refund: 60 } } } },
    { does: 'refunds.create', is: 'with nothing left to give back: refused', given: refund('back-3', 1), refused: refused(400, 'INVALID_REQUEST') },

    { does: 'native', is: 'without a currency', given: order('order-23', 300, { amount: { total: 300 } }), gives: { code_url: /^weixin:/ } },
    { does: 'transactions.by_order', is: '… is in yuan', given: ask('order-23'), gives: { amount: { total: 300, currency: 'CNY' } } },
    { does: 'refunds.create', is: 'without a currency: refused', given: { body: { out_trade_no: 'order-17', out_refund_no: 'back-5', amount: { refund: 1, total: 100 } } }, refused: refused(400, 'PARAM_ERROR') },

    // An order that is closed.
    { does: 'native', as: 'unused', given: order('order-19'), gives: { code_url: /^weixin:/ } },
    { does: 'transactions.close', is: 'an answer without a body, signed', given: close('order-19'), gives: '' },
    { does: 'transactions.by_order', is: 'closed', given: ask('order-19'), gives: { trade_state: 'CLOSED' } },
    { does: 'transactions.close', is: 'twice: refused', given: close('order-19'), refused: refused(400, 'ORDER_CLOSED') },
    { does: 'native', is: 'what is closed, again: refused', given: order('order-19'), refused: refused(400, 'ORDER_CLOSED') },

    // What goes wrong on the way.
    { payer: 'lose_next_answer', at: ({ code }) => page(code) },
    { does: 'native', is: 'the answer is lost: an error', given: order('order-20', 700), refused: { status: undefined } },
    { does: 'native', as: 'found', is: '… and its number finds it', given: order('order-20', 700), gives: { code_url: /^weixin:/ } },
    { payer: 'limit_next_request', at: ({ code }) => page(code) },
    { does: 'native', is: 'too many: refused', given: order('order-21'), refused: refused(429, 'FREQUENCY_LIMITED') },
    { does: 'transactions.by_order', is: '… and not made', given: ask('order-21'), refused: refused(404, 'ORDER_NOT_EXIST') },
    { failing: 1 },
    { payer: 'tell_again', at: ({ prepaid }) => page_of_prepaid(prepaid) },
    { told: 'TRANSACTION.SUCCESS', is: 'the shop fails' },
    { told: 'TRANSACTION.SUCCESS', is: '… and it is delivered again' },
    { payer: 'tell_forged', at: ({ prepaid }) => page_of_prepaid(prepaid) },
    { refuses: 'TRANSACTION.SUCCESS' },
    { told: 'TRANSACTION.SUCCESS', is: '… and comes again as it should be' },
    { does: 'native', is: 'nothing to pay: refused', given: order('order-22', 0), refused: refused(400, 'PARAM_ERROR') },
    { does: 'native', is: 'without a description: refused', given: order('order-22', 1, { description: undefined }), refused: refused(400, 'PARAM_ERROR') },
    { does: 'native', is: 'of another app: refused', given: order('order-22', 1, { appid: 'wx0' }), refused: refused(400, 'APPID_MCHID_NOT_MATCH') },
    { does: 'native', is: 'of another merchant: refused', given: order('order-22', 1, { mchid: '1900000002' }), refused: refused(400, 'MCH_NOT_EXISTS') },
    { does: 'transactions.close', is: 'one that is not there: refused', given: close('order-22'), refused: refused(404, 'ORDER_NOT_EXIST') },
    { does: 'refunds.show', is: 'one that is not there: refused', given: { refund: 'back-4' }, refused: refused(404, 'RESOURCE_NOT_EXISTS') },
    { does: 'native', is: "with another certificate's serial number: refused", with: { serial_no: '0000' }, given: order('order-22'), refused: refused(401, 'SIGN_ERROR') },
];
