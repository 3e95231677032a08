// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What this library sends, reads, signs and accepts, beside what the gateways' own SDKs and third-party clients do. Nothing leaves this machine.
//
//   node compare.mjs OURS [gateway …]      OURS is the program that is built of ours/*.cpp
//
// Prints what was compared, and each difference with its reason. Exits with 1 where something differs that expected.mjs does not
// explain, and where what it explains is no difference any more.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expected } from './expected.mjs';
import { merchant_key, platform_public_key } from './keys.mjs';

const [ours, ...wanted] = process.argv.slice(2);
if (!ours) {
    console.error('usage: node compare.mjs OURS [gateway …]');
    process.exit(2);
}
const judge = fileURLToPath(new URL('./judge.mjs', import.meta.url));
const gateways = wanted.length ? wanted : Object.keys(expected);

const lines_of = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
function run(program, parameters, input = []) {
    const done = spawnSync(program, parameters, { env: { ...process.env, SDK_MERCHANT_KEY: merchant_key, SDK_PLATFORM_KEY: platform_public_key }, input: input.map((each) => JSON.stringify(each) + '\n').join(''), maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`${program} ${parameters.join(' ')}: ${done.stderr}${done.error ?? ''}`);
    return lines_of(done.stdout.toString('utf8')).filter((each) => gateways.includes(each.gateway));
}
const by_judge = (mode, input) => run(process.execPath, [judge, mode, ...(input ? [] : gateways)], input);
const by_us = (mode, input) => run(ours, [mode], input);

// --- what differs, and whether that is expected ----------------------------------------------------------------------

let faults = 0;
const used = new Set();
const table = new Map(); // of gateway, judge and call: how many, and which differences
function compared(gateway, judged, what, differences) {
    const key = `${gateway}\t${judged}\t${what}`;
    const row = table.get(key) ?? { gateway, judged, what, count: 0, explained: 0, wrong: 0 };
    ++row.count;
    for (const { where, ours, theirs } of differences) {
        const reason = expected[gateway].differences.find(
            (each) => each.judged === judged && (!each.what || each.what === what) && each.where === where);
        if (reason) {
            used.add(reason);
            ++row.explained;
            continue;
        }
        ++row.wrong;
        ++faults;
        console.error(`${gateway} ${judged} ${what}: ${where}\n    ours   ${JSON.stringify(ours)}\n    theirs ${JSON.stringify(theirs)}`);
    }
    table.set(key, row);
}

// --- requests --------------------------------------------------------------------------------------------------------

const pairs_of = (text) => text.split('&').filter(Boolean).map((pair) => pair.replaceAll('+', ' ').split(/=(.*)/s).slice(0, 2).map(decodeURIComponent).join('='));
const sorted = (list) => [...list].sort();
const is_json = (text) => /^\s*[[{]/.test(text);
// Redsys' fields may stand in any order inside the one that encloses them; the signature is over that text, and is verified apart.
const opened = ({ Ds_MerchantParameters: inside, Ds_Signature, ...beside }) =>
    inside ? { ...beside, inside: JSON.parse(Buffer.from(inside, 'base64')) } : { ...beside, ...(Ds_Signature && { Ds_Signature }) };
const object_of = (text) => (is_json(text) ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text)));
const content_of = (text) => (text.includes('Ds_MerchantParameters') ? opened(object_of(text)) : is_json(text) ? JSON.parse(text) : sorted(pairs_of(text)));
const header_of = (request, name) => {
    // WeChat's pairs may stand in any order; the signature is over the bytes, and is verified apart.
    if (name === 'authorization' && request.headers[name]?.startsWith('WECHATPAY2'))
        return sorted(request.headers[name].replace(' ', ',').split(',').filter((pair) => !pair.startsWith('signature=')));
    if (name !== 'content-type') return request.headers[name];
    return request.body === '' ? undefined : request.headers[name]?.split(';')[0]; // without a body it means nothing
};

function differences_of_requests(ours, theirs) {
    if (ours.error) return [{ where: 'made', ours: ours.error, theirs }];
    const names = sorted(new Set([...Object.keys(theirs.headers), ...Object.keys(ours.headers)])).filter((name) => name !== 'accept');
    return [
        ['method', ours.method, theirs.method],
        ['host', ours.host.toLowerCase(), theirs.host.toLowerCase()],
        ['path', ours.path.split('/').map(decodeURIComponent), theirs.path.split('/').map(decodeURIComponent)],
        ['query', sorted(pairs_of(ours.query)), sorted(pairs_of(theirs.query))],
        ...names.map((name) => [`header ${name}`, header_of(ours, name), header_of(theirs, name)]),
        ['body', content_of(ours.body), content_of(theirs.body)],
    ].filter(([, left, right]) => !isDeepStrictEqual(left, right)).map(([where, left, right]) => ({ where, ours: left, theirs: right }));
}

/// What we sign, the SDK must take for the merchant's.
function compare_signatures(all) {
    const handed_over = new Set(by_judge('requests').filter(({ made }) => made && !made.url).map(({ call }) => call));
    const signed = all.filter(({ gateway, call, sent }) => expected[gateway].verifies_requests && !sent.error && !handed_over.has(call)).map(({ gateway, call, sent }) =>
        ({ gateway, call, request: { ...sent, target: sent.path + (sent.query && `?${sent.query}`) } }));
    by_judge('verify', signed).forEach(({ theirs, why }, i) =>
        compared(signed[i].gateway, 'signature', signed[i].call, theirs === 'accepts' ? [] : [{ where: 'signature', ours: signed[i].request, theirs: why }]));
}

function compare_requests() {
    compare_signatures(by_us('requests'));
    const sent = new Map(by_us('requests').map((each) => [`${each.gateway} ${each.call} ${each.example}`, each.sent]));
    // A form for the payer's browser is not sent by the SDK, but made.
    const by_browser = ({ url, body }) => ({ method: 'POST', host: new URL(url).host, path: new URL(url).pathname, query: '',
        headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(body).toString() });
    for (const { gateway, call, example, sent: on_the_wire, made } of by_judge('requests')) {
        const key = `${gateway} ${call} ${example}`;
        const ours = sent.get(key);
        sent.delete(key);
        // What a script in the payer's page is handed goes nowhere: its JSON is all there is.
        const theirs = on_the_wire ?? (made.url ? by_browser(made) : { ...ours, body: JSON.stringify(made) });
        compared(gateway, 'request', call, ours ? differences_of_requests(ours, theirs) : [{ where: `no message: ${example}`, theirs }]);
    }
    for (const key of sent.keys()) {
        ++faults;
        console.error(`${key}: nobody judges this`);
    }
}

// --- answers and refusals ----------------------------------------------------------------------------------------------

const at = (value, path) => path.split('.').reduce((inside, name) => inside?.[name], value) ?? null;

function compare_answers() {
    const answers = by_judge('answers');
    by_us('judge', answers.map(({ theirs, ...question }) => question)).forEach((read, i) => {
        const { gateway, call, answer } = answers[i];
        const whole = JSON.parse(answer.body || '{}');
        const theirs = opened(whole).inside ?? whole;
        const differences = read.values
            ? Object.entries(read.values).filter(([path, value]) => !isDeepStrictEqual(value, at(theirs, path))).map(([path, value]) => ({ where: path, ours: value, theirs: at(theirs, path) }))
            : [{ where: 'read', ours: read.error ?? 'not asked', theirs }];
        compared(gateway, 'answer', call, differences);
    });

    const refusals = by_judge('refusals');
    by_us('judge', refusals.map(({ theirs, ...question }) => question)).forEach((read, i) => {
        const { gateway, refusal, theirs } = refusals[i];
        const [outcome, code] = expected[gateway].refusals[refusal] ?? ['not expected', ''];
        const told = { outcome: read.error?.outcome, code: read.error?.code };
        const differences = isDeepStrictEqual(told, { outcome, code }) ? [] : [{ where: refusal, ours: read, theirs: { outcome, code } }];
        for (const member of ['code', 'message'])
            if (theirs[member] !== undefined && read.error?.gateway?.[member] !== String(theirs[member]))
                differences.push({ where: `${refusal}: the gateway's ${member}`, ours: read.error?.gateway?.[member], theirs: theirs[member] });
        compared(gateway, 'refusal', refusal, differences);
    });
}

// --- deliveries --------------------------------------------------------------------------------------------------------

// Where the gateway signs, both judge the signature; where it never does, we ask the gateway whatever a delivery says; where what it signs
// is only a checksum of the body, we ask once the signature is right.
const asking_is = { signed: 'refuses', 'signed, then asked': 'accepts', asked: 'asks' };
const received = gateways.filter((name) => expected[name].deliveries);
function compare_deliveries(judged, all) {
    const deliveries = all.filter((each) => received.includes(each.gateway));
    const accepted = new Set();
    by_us('judge', deliveries.map(({ theirs, why, ...question }) => question)).forEach((verdict, i) => {
        const { gateway, callback, kind, change, theirs, why } = deliveries[i];
        const how = expected[gateway].deliveries;
        const ours = verdict.ours === 'asks' ? asking_is[how] : verdict.ours;
        const right = how === 'asked' ? 'asks' : theirs;
        if (!change && ours === right && theirs === 'accepts') accepted.add(`${gateway} ${kind}`);
        compared(gateway, judged, callback, ours === right ? [] :
            [{ where: change || 'as it is', ours: verdict.why ?? verdict.ours, theirs: why ?? right }]);
    });
    for (const gateway of received)
        for (const kind of new Set(deliveries.filter((each) => each.gateway === gateway).map((each) => each.kind)))
            if (!accepted.has(`${gateway} ${kind}`)) {
                ++faults;
                console.error(`${gateway}: no ${kind} that both accept`);
            }
}

compare_requests();
compare_answers();
compare_deliveries('their delivery', by_judge('callbacks'));
const kind_of = new Map(by_judge('callbacks').map((each) => [`${each.gateway} ${each.callback}`, each.kind]));
compare_deliveries('our delivery', by_judge('change', by_us('deliveries').map((each) => ({ ...each, kind: kind_of.get(`${each.gateway} ${each.callback}`) }))));

for (const gateway of gateways)
    for (const reason of expected[gateway].differences)
        if (!used.has(reason)) {
            ++faults;
            console.error(`${gateway} ${reason.judged} ${reason.what ?? ''}: ${reason.where} is no difference any more`);
        }

const columns = [['gateway', 10], ['judged', 15], ['what', 34], ['compared', 9], ['verdict', 0]];
const row_of = (cells) => cells.map((cell, i) => String(cell).padEnd(columns[i][1])).join('').trimEnd();
console.log(row_of(columns.map(([name]) => name)));
for (const { gateway, judged, what, count, explained, wrong } of table.values())
    console.log(row_of([gateway, judged, what, count, wrong ? `DIFFERS: ${wrong}` : explained ? `the same, but for ${explained} explained` : 'the same']));
for (const gateway of gateways) if (!expected[gateway].deliveries) console.log(`${gateway}: deliveries are not compared`);
console.log('\ndifferences that are meant:');
for (const gateway of gateways)
    for (const { judged, what, where, reason } of expected[gateway].differences) console.log(`  ${gateway}, ${judged}${what ? ` ${what}` : ''}, ${where}: ${reason}`);
console.log(faults ? `\n${faults} differences that nothing explains` : '\nall is as expected');
process.exitCode = faults ? 1 : 0;
