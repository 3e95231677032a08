// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// WeChat Pay v3, by `wechatpay-axios-plugin`, which also checks answers, and notifications by it and `wechatpay-node-v3`.

import { createHash, createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Answer } from '../recorder.mjs';
import WeChatPayNode from 'wechatpay-node-v3';
import plugin from 'wechatpay-axios-plugin';
import { merchant_key, merchant_public_key, platform_key, platform_public_key } from '../keys.mjs';

const { Wechatpay, Formatter, Rsa, Aes } = plugin;

export const account = { appid: 'wxd678efh567hg6787', mchid: '1230000109', serial_no: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1', api_v3_key: 'judge-api-v3-key-of-32-characters'.slice(0, 32),
    private_key: merchant_key, platform_serial: '7132D72A03E93CDDF8C03BBD1F37EEDF00000000', platform_key: platform_public_key };
export const headers = ['authorization', 'content-type', 'wechatpay-serial'];

export const client = () => new Wechatpay({ mchid: account.mchid, serial: account.serial_no, privateKey: merchant_key, certs: { [account.platform_serial]: platform_public_key } });

/// The SDK takes time and nonce of a request from nowhere else.
export function fix_time_and_nonce() {
    Formatter.timestamp = () => 1700000000;
    Formatter.nonce = () => '593BEC0C930BF1AFEB40B4A08C8FB242';
}

/// As WeChat signs answers and notifications.
function signed(body, { key = platform_key, at = Formatter.timestamp(), nonce = 'fdasflkja484w', serial = account.platform_serial } = {}) {
    const signature = createSign('sha256').update(`${at}\n${nonce}\n${body}\n`).sign(key, 'base64');
    return { 'wechatpay-timestamp': String(at), 'wechatpay-nonce': nonce, 'wechatpay-serial': serial, 'wechatpay-signature': signature };
}
const answer = (value, status = 200) => () => {
    const body = value === undefined ? '' : JSON.stringify(value);
    return new Answer(body, status, signed(body));
};

const { appid, mchid } = account;
const transaction = { appid, mchid, out_trade_no: '1217752501201407033233368018', transaction_id: '1217752501201407033233368018', trade_type: 'NATIVE', trade_state: 'SUCCESS', trade_state_desc: '支付成功',
    bank_type: 'CMC', attach: '', success_time: '2026-01-10T14:30:45+08:00', payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' }, amount: { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' } };
const refund = { refund_id: '50000000382019052709732678859', out_refund_no: '1217752501201407033233368018', transaction_id: transaction.transaction_id, out_trade_no: transaction.out_trade_no, channel: 'ORIGINAL',
    user_received_account: '招商银行信用卡0403', create_time: '2026-01-11T14:30:45+08:00', status: 'PROCESSING', amount: { total: 100, refund: 100, payer_total: 100, payer_refund: 100, settlement_refund: 100, settlement_total: 100, discount_refund: 0, currency: 'CNY' } };
const order = (more = {}) => ({ appid, mchid, description: 'Image形象店-深圳腾大-QQ公仔', out_trade_no: '1217752501201407033233368018', notify_url: 'https://shop.example/wechat', amount: { total: 100, currency: 'CNY' }, ...more });
const data = async (made) => (await made).data;

export const calls = [
    { name: 'native', answer: answer({ code_url: 'weixin://wxpay/bizpayurl?pr=p4lpSuKzz' }), run: (sdk, { body }) => data(sdk.chain('v3/pay/transactions/native').post(body)),
      examples: { plain: { body: order() },
                  full: { body: order({ time_expire: '2026-06-08T10:34:56+08:00', attach: '自定义 «ü» 🙂', goods_tag: 'WXG', support_fapiao: true, amount: { total: 99999999, currency: 'CNY' },
                      detail: { cost_price: 608800, invoice_id: '微信123', goods_detail: [{ merchant_goods_id: '1246464644', goods_name: 'iPhoneX', quantity: 1, unit_price: 528800 }] },
                      scene_info: { payer_client_ip: '14.23.150.211', device_id: '013467007045764', store_info: { id: '0001' } }, settle_info: { profit_sharing: false } }) } } },
    { name: 'jsapi', answer: answer({ prepay_id: 'wx26112221580621e9b071c00d9e093b0000' }), run: (sdk, { body }) => data(sdk.chain('v3/pay/transactions/jsapi').post(body)),
      examples: { plain: { body: order({ payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' } }) },
                  full: { body: order({ out_trade_no: 'a_b-c|d*17', goods_tag: 'WXG', payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' }, scene_info: { payer_client_ip: '2001:db8::1' }, settle_info: { profit_sharing: true } }) } } },
    { name: 'transactions.by_id', answer: answer(transaction), run: (sdk, { id, ...params }) => data(sdk.chain(`v3/pay/transactions/id/${id}`).get({ params })),
      examples: { plain: { id: transaction.transaction_id, mchid } } },
    { name: 'transactions.by_order', answer: answer(transaction), run: (sdk, { order: out_trade_no, ...params }) => data(sdk.chain(`v3/pay/transactions/out-trade-no/${out_trade_no}`).get({ params })),
      examples: { plain: { order: transaction.out_trade_no, mchid }, punctuation: { order: 'a_b-c*17', mchid }, bar: { order: 'a|b', mchid } } },
    { name: 'transactions.close', answer: answer(undefined, 204), run: (sdk, { order: out_trade_no, body }) => data(sdk.chain(`v3/pay/transactions/out-trade-no/${out_trade_no}/close`).post(body)),
      examples: { plain: { order: transaction.out_trade_no, body: { mchid } } } },
    { name: 'refunds.create', answer: answer(refund), run: (sdk, { body }) => data(sdk.chain('v3/refund/domestic/refunds').post(body)),
      examples: { by_order: { body: { out_trade_no: transaction.out_trade_no, out_refund_no: 'r-1', amount: { refund: 50, total: 100, currency: 'CNY' } } },
                  by_id: { body: { transaction_id: transaction.transaction_id, out_refund_no: 'r-2', reason: '商品已售完', notify_url: 'https://shop.example/wechat/refunds', funds_account: 'AVAILABLE', amount: { refund: 100, total: 100, currency: 'CNY' } } } } },
    { name: 'refunds.show', answer: answer(refund), run: (sdk, { refund: out_refund_no }) => data(sdk.chain(`v3/refund/domestic/refunds/${out_refund_no}`).get()), examples: { plain: { refund: 'r-1' } } },
    { name: 'jsapi.invocation', sends: false, examples: { plain: { prepay_id: 'wx26112221580621e9b071c00d9e093b0000', at: 1700000000, nonce: '593BEC0C930BF1AFEB40B4A08C8FB242' } },
      // What the page hands to WeChat's script in the payer's browser.
      run: async (sdk, { prepay_id, at, nonce }) => ({ appId: appid, timeStamp: String(at), nonceStr: nonce, package: `prepay_id=${prepay_id}`, signType: 'RSA',
          paySign: Rsa.sign(Formatter.joinedByLineFeed(appid, String(at), nonce, `prepay_id=${prepay_id}`), merchant_key) }) },
];

const refused = (status, code, message, more = {}) => ({ status, body: { code, message, ...more } });
export const refusals = {
    parameter: refused(400, 'PARAM_ERROR', '参数错误', { detail: { field: '/amount/currency', value: 'XYZ', issue: 'Currency code is invalid', location: 'body' } }),
    signature: refused(401, 'SIGN_ERROR', '签名错误'),
    no_money: refused(403, 'NOT_ENOUGH', '余额不足'),
    no_permission: refused(403, 'NO_AUTH', '商户无权限'),
    missing: refused(404, 'ORDER_NOT_EXIST', '订单不存在'),
    paid: refused(400, 'ORDERPAID', '订单已支付'),
    repeated: refused(403, 'OUT_TRADE_NO_USED', '商户订单号重复'),
    too_many: refused(429, 'FREQUENCY_LIMITED', '频率超限'),
    broken: refused(500, 'SYSTEM_ERROR', '系统错误'),
    bank: refused(500, 'BANK_ERROR', '银行系统异常'),
};
export const error_of = (e) => ({ status: e.response?.status, code: e.response?.data?.code ?? e.code, message: e.response?.data?.message ?? e.message });

const now = 1700000000;
const sealed = (value, { key = account.api_v3_key, associated_data = 'transaction', nonce = createHash('md5').update(JSON.stringify(value)).digest('hex').slice(0, 12) } = {}) =>
    ({ original_type: associated_data, algorithm: 'AEAD_AES_256_GCM', ciphertext: Aes.AesGcm.encrypt(JSON.stringify(value), key, nonce, associated_data), associated_data, nonce });
const delivery = (event_type, resource, signing = {}) => {
    const body = JSON.stringify({ id: 'EV-2018022511223320873', create_time: '2026-01-10T13:29:35+08:00', resource_type: 'encrypt-resource', event_type, summary: '支付成功', resource });
    return { method: 'POST', target: '/wechat', headers: { 'content-type': 'application/json', ...signed(body, { at: now, ...signing }), 'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048' }, body };
};
const refund_event = { mchid, transaction_id: transaction.transaction_id, out_trade_no: transaction.out_trade_no, refund_id: refund.refund_id, out_refund_no: 'r-1', refund_status: 'SUCCESS',
    success_time: '2026-01-11T15:30:45+08:00', user_received_account: '招商银行信用卡0403', amount: { total: 100, refund: 50, payer_total: 100, payer_refund: 50 } };
const changed_tag = (resource) => {
    const bytes = Buffer.from(resource.ciphertext, 'base64');
    bytes[bytes.length - 1] ^= 1;
    return { ...resource, ciphertext: bytes.toString('base64') };
};
export const callbacks = () => ({
    paid: { now, delivery: delivery('TRANSACTION.SUCCESS', sealed(transaction)) },
    refunded: { now, delivery: delivery('REFUND.SUCCESS', sealed(refund_event, { associated_data: 'refund' })) },
    no_associated_data: { now, delivery: delivery('TRANSACTION.SUCCESS', sealed(transaction, { associated_data: '' })) },
    unknown_type: { now, delivery: delivery('NEVER.HEARD.OF', sealed({ a: 'b' })) },
    changed_tag: { now, delivery: delivery('TRANSACTION.SUCCESS', changed_tag(sealed(transaction))) },
    other_sealing_key: { now, delivery: delivery('TRANSACTION.SUCCESS', sealed(transaction, { key: 'x'.repeat(32) })) },
    other_signing_key: { now, delivery: delivery('TRANSACTION.SUCCESS', sealed(transaction), { key: merchant_key }) },
    other_serial: { now, delivery: delivery('TRANSACTION.SUCCESS', sealed(transaction), { serial: '00' }) },
    probe: { now, delivery: ((d) => ({ ...d, headers: { ...d.headers, 'wechatpay-signature': `WECHATPAY/SIGNTEST/${d.headers['wechatpay-signature'].slice(19)}` } }))(delivery('TRANSACTION.SUCCESS', sealed(transaction))) },
    old: { now: now + 301, delivery: delivery('TRANSACTION.SUCCESS', sealed(transaction)) },
});
export const signature_header = 'wechatpay-signature';
export const signed_headers = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial'];
WeChatPayNode.default ??= WeChatPayNode;
const other = new WeChatPayNode.default({ appid, mchid, publicKey: Buffer.from(platform_public_key), privateKey: Buffer.from(merchant_key), serial_no: account.serial_no, key: account.api_v3_key });
/// \param to the account that is told: the one above, or the sandbox's, whose platform key stands in a file
export async function verify({ headers: h, body }, at, to = account) {
    const key = to.platform_key.endsWith('.pem') ? readFileSync(to.platform_key, 'utf8') : to.platform_key;
    WeChatPayNode.default.certificates = { [to.platform_serial]: key };
    // The second SDK would ask WeChat for a certificate that it does not know, and neither looks at the time of a notification.
    if (h['wechatpay-serial'] !== to.platform_serial || Math.abs(at - Number(h['wechatpay-timestamp'])) > 300) return false;
    const by_plugin = Rsa.verify(Formatter.response(h['wechatpay-timestamp'], h['wechatpay-nonce'], body), h['wechatpay-signature'] ?? '', key);
    const by_other = await other.verifySign({ timestamp: h['wechatpay-timestamp'], nonce: h['wechatpay-nonce'], body, serial: h['wechatpay-serial'], signature: h['wechatpay-signature'] ?? '', apiSecret: to.api_v3_key });
    if (by_plugin !== by_other) throw new Error('the two SDKs differ');
    if (!by_plugin) return false;
    event_of({ body }, to);
    return true;
}
/// A notification, and what it holds.
export function event_of({ body }, to = account) {
    const event = JSON.parse(body);
    const { ciphertext, nonce, associated_data } = event.resource;
    return { ...event, opened: JSON.parse(Aes.AesGcm.decrypt(ciphertext, to.api_v3_key, nonce, associated_data ?? '')) };
}

/// A request of ours: is what `Authorization` holds the merchant's signature?
export function verify_request({ method, target, headers, body }) {
    const [scheme, pairs] = headers.authorization.split(/ (.*)/s);
    const given = Object.fromEntries([...pairs.matchAll(/([a-z_]+)="([^"]*)"(?:,|$)/g)].map(([, name, value]) => [name, value]));
    return scheme === 'WECHATPAY2-SHA256-RSA2048' && given.mchid === mchid && given.serial_no === account.serial_no &&
        Rsa.verify(Formatter.request(method, target, given.timestamp, given.nonce_str, body), given.signature, merchant_public_key);
}
/// What the page hands to WeChat's script.
export const verify_made = ({ appId, timeStamp, nonceStr, package: prepaid, paySign }) =>
    appId === appid && Rsa.verify(Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, prepaid), paySign, merchant_public_key);
