// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Takes the steps of steps/ with one gateway's SDK; call.mjs starts this beside the sandbox program, whose authority it trusts by
// NODE_EXTRA_CA_CERTS. The SDK is set up by the code that stands in docs/how-to/sandbox-from-another-language.md, with another port. What the
// gateway tells is received as a shop does, by the SDK's own verifier. Each step that shows something is a line of JSON.
//
// A step is data; where it needs what came before, a function of `kept`:
//
//   { does: call, given, gives }       a call of the adapter in gateways/, and what its answer holds
//   { does: call, given, refused }     … and what the SDK's error holds
//   { repeats: name }                  the call whose answer was kept under this name once more: with the same key, the very same answer
//   { payer: choice, at }              what the payer, or whoever writes the shop, presses on the page at this address; `as` keeps where it leads
//   { payer: choice, at, returns }     … and what the SDK reads in the address that leads back, and changed not any more
//   { posts: form }                    the payer's browser posts a form that the SDK made, and comes to a page, whose address `as` keeps
//   { posts: form, refused: text }     … and comes to a page that says so
//   { told: event, gives }             what the shop is told, and the SDK takes for the gateway's, and changed not any more
//   { refuses: event }                 what the shop is told, and the SDK takes for forged
//   { failing: n }                     the shop fails at the next n deliveries
//
// `as: name` keeps an answer, or an event; `kept.shop_url` is where the shop is told. `with: fields` calls as another account. `is: text` says what a step shows.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const { gateway, port, account } = JSON.parse(process.argv[2]);
const here = fileURLToPath(new URL('.', import.meta.url));
const page = join(here, '../../docs/how-to/sandbox-from-another-language.md');
const timeout = 15_000; // milliseconds, for one step

const now = () => Math.floor(Date.now() / 1000);
const adapter = await import(`./gateways/${gateway}.mjs`);
const script = await import(`./steps/${gateway}.mjs`);
const verify = (delivery) => adapter.verify(delivery, now(), account);
const event_of = adapter.event_of ?? ((delivery) => JSON.parse(delivery.body));

// --- the shop ----------------------------------------------------------------------------------------------------------

/// Receives what the gateway tells, and answers by what the SDK makes of it.
class Shop {
    constructor() {
        this.deliveries = [];
        this.failing = 0;
        this.arrived = () => {};
        this.server = http.createServer(async (request, response) => {
            const pieces = [];
            for await (const piece of request) pieces.push(piece);
            const delivery = { method: request.method, target: request.url, headers: request.headers, body: Buffer.concat(pieces).toString('utf8') };
            const { accepted, why } = await verdict(() => verify(delivery));
            const fails = this.failing !== 0;
            if (fails) --this.failing;
            this.deliveries.push({ delivery, accepted, why, event: accepted ? event_of(delivery, account) : undefined });
            response.writeHead(fails ? 500 : accepted ? 200 : 400).end();
            this.arrived();
        });
    }
    /// The first delivery that is so, which then is not taken again.
    async take(is_meant) {
        for (const end = Date.now() + timeout; Date.now() < end;) {
            const found = this.deliveries.findIndex(is_meant);
            if (found !== -1) return this.deliveries.splice(found, 1)[0];
            await new Promise((resolve) => {
                this.arrived = resolve;
                setTimeout(resolve, end - Date.now()).unref();
            });
        }
        throw new Error(`not told; what was told: ${JSON.stringify(this.deliveries.map(({ delivery, why }) => [delivery.body, why]))}`);
    }
}

async function verdict(judged) {
    try {
        return { accepted: Boolean(await judged()) };
    } catch (e) {
        return { accepted: false, why: e.message };
    }
}

/// What the SDK must not take for the gateway's any more; nothing where nobody signs.
function changed(delivery) {
    if (adapter.changed) return adapter.changed(delivery);
    const { signature_header } = adapter;
    if (!signature_header) return {};
    const { [signature_header]: signature, ...others } = delivery.headers;
    const digit = signature.length - 6;
    return {
        'a space more': { ...delivery, body: `${delivery.body} ` },
        'another digit': { ...delivery, body: delivery.body.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) },
        'no signature': { ...delivery, headers: others },
        'another signature': { ...delivery, headers: { ...others, [signature_header]: signature.slice(0, digit) + (signature[digit] === '0' ? '1' : '0') + signature.slice(digit + 1) } },
    };
}

// --- the SDK -----------------------------------------------------------------------------------------------------------

/// What the page's code is, by the name that the sandbox has for the gateway.
const { plays = gateway } = script;
/// The client by the page's code for this SDK, with other texts in it.
async function client_by_page(texts, files) {
    const code = [...readFileSync(page, 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map(([, text]) => text).find((text) => text.startsWith(`// ${plays}\n`));
    if (!code) throw new Error(`${page} says nothing of ${plays}`);
    let changed = code;
    for (const [from, to] of texts) {
        if (!code.includes(from)) throw new Error(`${page}, ${gateway}: there is no ${from}`);
        changed = changed.replaceAll(from, () => to);
    }
    for (const path of files) changed = changed.replaceAll(basename(path), () => path);
    // Beside the SDKs, which it imports.
    const folder = join(here, 'node_modules', '.tollgate');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${gateway}-${process.pid}-${clients.size}.mjs`);
    writeFileSync(file, changed);
    try {
        return { sdk: Object.values(await import(pathToFileURL(file)))[0] }; // in an object: one SDK's client is itself something to wait for
    } finally {
        rmSync(file);
    }
}
/// The account's client, or that of another one, which has these fields.
async function client(fields = {}) {
    const key = JSON.stringify(fields);
    // Some are the SDK's, others those of whoever verifies what is told.
    const files = Object.values(account).filter((value) => value.endsWith('.pem'));
    if (!clients.has(key)) clients.set(key, await client_by_page([['8443', port], ...(adapter.has_pages ? [['8444', port + 1]] : []), ...Object.entries(fields).map(([name, value]) => [account[name], value])], files));
    return clients.get(key);
}
const clients = new Map();

// --- steps -------------------------------------------------------------------------------------------------------------

/// Where `found` does not hold what is wanted: '' if it does.
function difference(found, wanted, where = '') {
    if (typeof wanted === 'function') return wanted(found) ? '' : `${where} is ${JSON.stringify(found)}`;
    if (wanted instanceof RegExp) return wanted.test(String(found)) ? '' : `${where} is ${JSON.stringify(found)}, not ${wanted}`;
    if (wanted === null || typeof wanted !== 'object') return Object.is(found, wanted) ? '' : `${where} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
    if (found === null || typeof found !== 'object') return `${where} is ${JSON.stringify(found)}`;
    if (Array.isArray(wanted) && found.length !== wanted.length) return `${where} holds ${found.length}, not ${wanted.length}: ${JSON.stringify(found)}`;
    for (const [name, value] of Object.entries(wanted)) {
        const differs = difference(found[name], value, where ? `${where}.${name}` : name);
        if (differs) return differs;
    }
    return '';
}
const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

const kept = { shop_url: `http://127.0.0.1:${port + 2}/notified` };
const asked = {}; // by the same names
const called = new Set();
const shop = new Shop();
const value_of = (given) => (typeof given === 'function' ? given(kept) : given);

async function run({ call, given, fields }) {
    const adapted = adapter.calls.find((each) => each.name === call);
    if (!adapted) throw new Error(`there is no call ${call}`);
    called.add(call);
    const { sdk } = await client(fields);
    try {
        return { value: plain(await adapted.run(sdk, structuredClone(given ?? {}))) };
    } catch (e) {
        return { error: adapter.error_of(e), why: e };
    }
}

/// As a browser. Gives the address where it is led, if it is led anywhere, and what it shows.
async function post(url, fields) {
    const got = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString(), redirect: 'manual' });
    if (got.status !== 200 && got.status !== 303) throw new Error(`${url}: ${got.status}`);
    const led = got.headers.get('location');
    return { led: led ? new URL(led, url).href : undefined, shown: await got.text() };
}
/// Presses a button on the page that is at this address.
const press = (address, choice) => post(address.replace('https://', `http://127.0.0.1:${port + 1}/`), { choice });

/// Which changes of what arrived the SDK accepts, too.
async function also_accepted(delivery) {
    const also = [];
    for (const [change, given] of Object.entries(changed(delivery))) if ((await verdict(() => verify(given))).accepted) also.push(change);
    return also.length ? `also accepted: ${also.join(', ')}` : '';
}

/// What a step shows, if it shows anything; `differs` says where it did not.
async function take(step) {
    const { calls, events = calls } = script.judges;
    if (step.does) {
        const question = { call: step.does, given: value_of(step.given), fields: step.with };
        const { value, error, why } = await run(question);
        const row = { call: step.does, shows: step.is ?? (step.refused ? 'is refused' : 'is answered'), judge: calls };
        if (step.refused) return { ...row, differs: error ? difference(error, value_of(step.refused)) : `not refused: ${JSON.stringify(value)}` };
        if (error) return { ...row, differs: `refused: ${JSON.stringify(error)} ${why?.message}` };
        if (step.as) [kept[step.as], asked[step.as]] = [value, question];
        return { ...row, differs: difference(value, value_of(step.gives ?? {})) };
    }
    if (step.repeats) {
        const { value, error } = await run(asked[step.repeats]);
        const differs = error ? JSON.stringify(error) : isDeepStrictEqual(value, kept[step.repeats]) ? '' : `${JSON.stringify(value)}, not ${JSON.stringify(kept[step.repeats])}`;
        return { call: asked[step.repeats].call, shows: step.is ?? 'with the same key: the very same answer', judge: calls, differs };
    }
    if (step.payer) {
        const { led } = await press(value_of(step.at), step.payer);
        if (step.as) kept[step.as] = led;
        if (!step.returns) return;
        const back = { method: 'GET', target: led, headers: {}, body: '' };
        const { accepted, why } = await verdict(() => verify(back));
        return { call: 'return', shows: step.is ?? 'is accepted only as it is', judge: events,
            differs: accepted ? difference(event_of(back), value_of(step.returns)) || await also_accepted(back) : `not accepted: ${led} ${why}` };
    }
    if (step.posts) {
        const { url, body } = value_of(step.posts);
        const { led, shown } = await post(url, body);
        if (step.as) kept[step.as] = led;
        const is_so = step.refused ? !led && shown.includes(step.refused) : Boolean(led);
        return { call: 'form', shows: step.is ?? (step.refused ? 'is refused on a page' : 'is taken, and has a page'), judge: calls, differs: is_so ? '' : `${led} ${shown}` };
    }
    if (step.failing) return void (shop.failing = step.failing);
    if (step.told) {
        const wanted = value_of(step.gives ?? {});
        const { delivery, event } = await shop.take((each) => each.accepted && script.name_of(each.event) === step.told && !difference(each.event, wanted));
        if (step.as) kept[step.as] = event;
        return { call: step.told, shows: step.is ?? 'is delivered, and accepted only as it is', judge: events, differs: await also_accepted(delivery) };
    }
    if (step.refuses) {
        await shop.take((each) => !each.accepted && script.name_of(event_of(each.delivery, account)) === step.refuses);
        return { call: step.refuses, shows: step.is ?? 'with a wrong signature: is not accepted', judge: events };
    }
    throw new Error(`this is no step: ${JSON.stringify(step)}`);
}

const say = (row) => console.log(JSON.stringify(row));
const take_in_time = (step) => Promise.race([take(step),
    new Promise((resolve, reject) => setTimeout(() => reject(new Error('there was no end')), 2 * timeout).unref())]);

await new Promise((resolve, reject) => shop.server.once('error', reject).listen(port + 2, '127.0.0.1', resolve));
for (const [index, step] of script.steps.entries()) {
    const number = `step ${index + 1}`;
    try {
        const row = await take_in_time(step);
        if (row) say({ ...row, differs: row.differs && `${number}: ${row.differs}` });
    } catch (e) {
        // What follows may need it.
        const call = step.does ?? step.told ?? step.refuses ?? asked[step.repeats]?.call ?? step.payer ?? '';
        say({ call, shows: step.is ?? '', differs: `${number}: ${e.message}; those after it, ${script.steps.length - index - 1}, were not taken` });
        process.exit(1);
    }
}
for (const { accepted, why, delivery } of shop.deliveries)
    if (!accepted) say({ call: 'events', shows: 'all are accepted', differs: `${why ?? ''} ${JSON.stringify(delivery)}` });
// What is left out is said, and why.
const { left_out = {} } = script;
for (const { name, sends } of adapter.calls)
    if (sends !== false && called.has(name) === Object.hasOwn(left_out, name))
        say({ call: name, shows: 'is called', differs: called.has(name) ? 'it is said to be left out' : 'no step calls it' });
for (const [name, reason] of Object.entries(left_out)) say({ call: name, shows: reason, left_out: true });
// An SDK may hold a connection open; all that is to be said has been said.
await new Promise((written) => process.stdout.write('', written));
process.exit(0);
