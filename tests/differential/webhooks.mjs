// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Gives the same deliveries to tollgate and to the npm packages `standardwebhooks` and `stripe`, and compares who accepts
// them. Where they may differ is written at the case, as `theirs`; any other difference fails.
//
//   node webhooks.mjs <program> <folder with node_modules>

import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [program, modules] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'here.js'));
const { Webhook } = require('standardwebhooks');
const Stripe = require('stripe');
const stripe = new (Stripe.default ?? Stripe)('sk_test_unused');

const bytes = (text) => Buffer.from(text, 'latin1'); // as HTTP libraries show header values
const hmac = (key, ...parts) => createHmac('sha256', key).update(Buffer.concat(parts.map((p) => Buffer.from(p))));
/// What a decoder that never fails makes of bytes that are no UTF-8.
const lossy = (body) => Buffer.from(new TextDecoder().decode(body));

// The deliveries. `ours` is what tollgate says: `accepted`, or an error's name. `theirs` is only given where they differ.

const cases = [];

{
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const now = 1614265330;
    const good = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', time: String(now), body: '{"test": 2432232314}' };
    const sign = (d, by = secret) =>
        'v1,' + hmac(Buffer.from(by.replace(/^whsec_/, ''), 'base64'), bytes(`${d.id}.${d.time}.`), d.body).digest('base64');
    const headers = (d) => [['webhook-id', d.id], ['webhook-timestamp', d.time], ['webhook-signature', d.signature]];
    const standard = (name, ours, changes = {}, more = {}) => {
        const d = { ...good, signed: {}, ...changes };
        d.signature ??= sign({ ...d, ...d.signed });
        cases.push({ scheme: 'standard', name, ours, secret, now, body: Buffer.from(d.body), headers: headers(d), ...more });
    };
    const right = sign(good);
    const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
    const differ = { theirs: 'accepts' };

    standard('published, Go', 'accepted', { signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' });
    standard('published, Rust', 'accepted',
        { id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk', time: '1649367553', body: '{"email":"test@example.com","username":"test_user"}',
          signature: 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=' },
        { secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', now: 1649367553 });
    standard('secret without prefix', 'accepted', {}, { secret: secret.slice(6) });
    standard('empty body', 'accepted', { body: '' });
    standard('unknown token first', 'accepted', { signature: `garbage ${right}` });
    standard('non-ASCII token first', 'accepted', { signature: `\u00d1\u008e,x ${right}` });
    standard('other versions around', 'accepted', { signature: `v2,abc ${right} v1a,abc` });
    standard('right one behind wrong ones', 'accepted', { signature: `${wrong} ${wrong} ${right}` });
    standard('token with three parts', 'signature_malformed', { signature: `${right},zzz` }, differ);
    standard('1000 wrong ones first', 'signature_malformed', { signature: `${wrong} `.repeat(1000) + right }, differ);
    standard('only a public-key signature', 'unsigned_callback', { signature: 'v1a,abc' });
    standard('wrong signature', 'signature_mismatch', { signature: wrong });
    standard('empty signature', 'unsigned_callback', { signature: '' });
    standard('signature cut', 'signature_wrong_length', { signature: right.slice(0, -4) });
    standard('wrong secret', 'signature_mismatch', {}, { secret: 'whsec_bmV3ZXIga2V5LCBuZXdlciBrZXku' });
    standard('changed body', 'signature_mismatch', { body: '{"test": 2432232315}', signature: right });
    standard('changed id', 'signature_mismatch', { id: 'msg_other', signature: right });
    standard('id with a full stop', 'ambiguous_value', { id: 'msg.1' }, differ);
    standard('fraction, signed', 'timestamp_malformed', { time: `${now}.5` });
    standard('fraction, signed without', 'timestamp_malformed', { time: `${now}.5`, signed: { time: `${now}` } }, differ);
    standard('leading space, signed', 'timestamp_malformed', { time: ` ${now}` });
    standard('leading space, signed without', 'timestamp_malformed', { time: ` ${now}`, signed: { time: `${now}` } }, differ);
    standard('trailing letters, signed', 'timestamp_malformed', { time: `${now}abc` });
    standard('trailing letters, signed without', 'timestamp_malformed', { time: `${now}abc`, signed: { time: `${now}` } }, differ);
    standard('leading zero, signed without', 'timestamp_malformed', { time: `0${now}`, signed: { time: `${now}` } }, differ);
    standard('no time', 'timestamp_malformed', { time: '' });
    standard('300 s old', 'accepted', {}, { now: now + 300 });
    standard('301 s old', 'timestamp_out_of_range', {}, { now: now + 301 });
    standard('300 s ahead', 'accepted', {}, { now: now - 300 });
    standard('301 s ahead', 'timestamp_out_of_range', {}, { now: now - 301 });
    standard('ten years ahead', 'timestamp_out_of_range', {}, { now: now - 315576000 });
    standard('body not UTF-8', 'accepted', { body: Buffer.from([0x22, 0xff, 0x22]) }, { theirs: 'refuses' });
    standard('body not UTF-8, signed as U+FFFD', 'signature_mismatch',
        { body: Buffer.from([0x22, 0xff, 0x22]), signed: { body: lossy(Buffer.from([0x22, 0xff, 0x22])) } }, differ);
    standard('secret that is no base64', 'invalid_secret', {}, { secret: secret.replace('Q', '!') });
    standard('secret with a stray character', 'invalid_secret', {}, { secret: `${secret}!`, ...differ });
    standard('secret of no bytes', 'invalid_secret',
        { signature: 'v1,' + hmac('', bytes(`${good.id}.${good.time}.`), good.body).digest('base64') }, { secret: 'whsec_' });
    standard('no headers', 'unsigned_callback', {}, { headers: [] });
    standard('two signature headers', 'duplicate_field', {},
        { headers: [...headers({ ...good, signature: right }), ['webhook-signature', right]], ...differ });
    standard('two ids', 'duplicate_field', {}, { headers: [['webhook-id', good.id], ...headers({ ...good, signature: right })] });
    standard('names in capitals', 'accepted', {},
        { headers: headers({ ...good, signature: right }).map(([n, v]) => [n.toUpperCase(), v]) });
}

{
    const secret = 'whsec_test_secret';
    const now = 1533204620;
    const good = { time: String(now), body: '{"id":"evt_1","object":"event","type":"a.b","created":1533204000,"livemode":true}' };
    const v1 = (d, by = secret) => hmac(by, bytes(`${d.time}.`), d.body).digest('hex');
    const ours_is = (name, ours, changes = {}, more = {}) => {
        const d = { ...good, signed: {}, ...changes };
        d.header ??= `t=${d.time},v1=${v1({ ...d, ...d.signed })}`;
        cases.push({ scheme: 'stripe', name, ours, secret, now, body: Buffer.from(d.body),
                     headers: [['Stripe-Signature', d.header]], ...more });
    };
    const right = `t=${now},v1=${v1(good)}`;
    const wrong = `v1=${'a'.repeat(64)},`;
    const invalid = Buffer.from(good.body.replace('a.b', 'a\u00ffb'), 'latin1');
    const differ = { theirs: 'accepts' };

    ours_is('valid', 'accepted');
    ours_is('unknown parts around', 'accepted', { header: `garbage,x=y,${right},v0=00` });
    ours_is('right one behind a wrong one', 'accepted', { header: wrong + right });
    ours_is('part with three parts', 'signature_malformed', { header: `${right}=zzz` }, differ);
    ours_is('1000 wrong ones first', 'signature_malformed', { header: wrong.repeat(1000) + right }, differ);
    ours_is('only v0', 'unsigned_callback', { header: right.replace('v1=', 'v0=') });
    ours_is('empty header', 'unsigned_callback', { header: '' });
    ours_is('digits in capitals', 'accepted', { header: `t=${now},v1=${v1(good).toUpperCase()}` }, { theirs: 'refuses' });
    ours_is('wrong signature', 'signature_mismatch', { header: `t=${now},${wrong}` });
    ours_is('wrong secret', 'signature_mismatch', {}, { secret: 'whsec_other' });
    ours_is('changed body', 'signature_mismatch', { body: good.body + ' ', header: right });
    ours_is('fraction, signed', 'timestamp_malformed', { time: `${now}.5` });
    ours_is('fraction, signed without', 'timestamp_malformed', { time: `${now}.5`, signed: { time: `${now}` } }, differ);
    ours_is('leading space, signed without', 'timestamp_malformed', { time: ` ${now}`, signed: { time: `${now}` } }, differ);
    ours_is('trailing letters, signed', 'timestamp_malformed', { time: `${now}abc` });
    ours_is('trailing letters, signed without', 'timestamp_malformed', { time: `${now}abc`, signed: { time: `${now}` } }, differ);
    ours_is('no time', 'timestamp_malformed', { header: `v1=${v1(good)}` });
    ours_is('second time behind', 'accepted', { header: `${right},t=${now + 9}` }, { theirs: 'refuses' });
    ours_is('second time in front', 'signature_mismatch', { header: `t=${now + 9},${right}` }, differ);
    ours_is('300 s old', 'accepted', {}, { now: now + 300 });
    ours_is('301 s old', 'timestamp_out_of_range', {}, { now: now + 301 });
    ours_is('301 s ahead', 'timestamp_out_of_range', {}, { now: now - 301, ...differ });
    ours_is('ten years ahead', 'timestamp_out_of_range', {}, { now: now - 315576000, ...differ });
    ours_is('body not UTF-8', 'body_not_utf8', { body: invalid });
    ours_is('body not UTF-8, signed as U+FFFD', 'signature_mismatch', { body: invalid, signed: { body: lossy(invalid) } }, differ);
    ours_is('body not JSON', 'body_not_json', { body: 'nonsense' });
    ours_is('name twice in the body', 'duplicate_field', { body: '{"id":"a","id":"b"}' }, differ);
    ours_is('field missing', 'missing_field', { body: '{"id":"a","created":1,"livemode":true}' }, differ);
    ours_is('no header', 'unsigned_callback', {}, { headers: [] });
    ours_is('two headers', 'duplicate_field', {},
        { headers: [['Stripe-Signature', right], ['stripe-signature', right]], ...differ });
}

// Who says what

/// As node's HTTP server hands headers on: names in lower case, several of one name joined.
const joined = (headers) => {
    const all = {};
    for (const [name, value] of headers) {
        const key = name.toLowerCase();
        all[key] = key in all ? `${all[key]}, ${value}` : value;
    }
    return all;
};

function theirs({ scheme, secret, now, body, headers }) {
    const clock = Date.now;
    Date.now = () => now * 1000;
    try {
        if (scheme === 'standard')
            new Webhook(secret).verify(body, joined(headers), { jsonParse: false });
        else
            stripe.webhooks.constructEvent(body, joined(headers)['stripe-signature'], secret);
        return 'accepts';
    } catch {
        return 'refuses';
    } finally {
        Date.now = clock;
    }
}

const hex = (data) => Buffer.from(data).toString('hex') || '-';
const lines = cases.map((c) =>
    [c.scheme, c.now, hex(c.secret), hex(c.body), ...c.headers.flat().map((text) => hex(bytes(text)))].join(' '));
const run = spawnSync(program, { input: lines.join('\n') + '\n', encoding: 'utf8' });
if (run.status !== 0) {
    console.error(`differential: ${program} failed: ${run.error ?? run.stderr}`);
    process.exit(1);
}
const answers = run.stdout.trimEnd().split('\n');

let wrong = 0;
console.log(`| ${'scheme'.padEnd(8)} | ${'delivery'.padEnd(33)} | ${'tollgate'.padEnd(22)} | npm     |  |`);
console.log('|---|---|---|---|---|');
cases.forEach((c, i) => {
    const verdict = theirs(c);
    const allowed = c.theirs ?? (c.ours === 'accepted' ? 'accepts' : 'refuses');
    const fine = answers[i] === c.ours && verdict === allowed;
    const note = fine ? (c.theirs ? 'differs, allowed' : '') : `WRONG: expected ${c.ours}, ${allowed}`;
    if (!fine) ++wrong;
    console.log(`| ${c.scheme.padEnd(8)} | ${c.name.padEnd(33)} | ${String(answers[i]).padEnd(22)} | ${verdict} | ${note} |`);
});
const differing = cases.filter((c) => c.theirs).length;
console.log(`differential: ${cases.length} deliveries, ${differing} allowed differences, ${wrong} unexpected results.`);
process.exit(wrong === 0 ? 0 : 1);
