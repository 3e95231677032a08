// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What other clients of the gateways send, read, sign and accept, as lines of JSON: their own SDKs, or third-party packages, here both called
// SDKs. Nothing leaves this machine.
//
//   npm ci --ignore-scripts
//   node judge.mjs accounts  [gateway …]    the credentials that every other line was made with
//   node judge.mjs requests  [gateway …]    each call's examples: what was given to the SDK, and what it sent
//   node judge.mjs answers   [gateway …]    an answer for each call, and what the SDK reads from it
//   node judge.mjs refusals  [gateway …]    refused calls: status, headers, body, and the error that the SDK makes of them
//   node judge.mjs callbacks [gateway …]    deliveries, right ones and changed ones, and whether the SDK accepts them
//   node judge.mjs change  < deliveries     each line { gateway, callback, kind, delivery, now }: as `callbacks`, of deliveries that others made
//   node judge.mjs verify  < signed         is it accepted? Each line { gateway, delivery: { method, target, headers, body }, now }, or
//                                           { gateway, request: { method, target, headers, body } }, or { gateway, made: { … } } for what a
//                                           page is given; the last two where the gateway's requests are signed. `why` is the SDK's sentence
//   node judge.mjs call --port P [--ca FILE] < calls
//                                           each line { gateway, call, given }: the SDK calls the server at this port of loopback
//
// A line of the answer stands for a line of the question, in its order. Exits with 1 if an SDK does something that its
// adapter in gateways/ does not expect.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Answer, Recorder } from './recorder.mjs';
import { send_everything_to } from './routing.mjs';

const known = ['stripe', 'adyen', 'paypal', 'yookassa', 'razorpay', 'wechat', 'redsys', 'paystack'];

const [mode, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest.splice(rest.indexOf(name), 2)[1] : undefined);
const port = option('--port');
const ca = option('--ca');
const chosen = rest.length ? rest : known;

const adapters = new Map();
async function adapter(name) {
    if (!known.includes(name)) throw new Error(`no gateway '${name}': ${known.join(', ')}`);
    if (!adapters.has(name)) adapters.set(name, { sdks: new Map(), ...(await import(`./gateways/${name}.mjs`)) });
    return adapters.get(name);
}
/// One client for each environment, so that a token is asked for once.
function client_of(gateway, { environment }) {
    if (!gateway.sdks.has(environment)) gateway.sdks.set(environment, gateway.client(environment));
    return gateway.sdks.get(environment);
}

let surprises = 0;
const say = (line) => console.log(JSON.stringify(line));
const surprise = (text) => {
    console.error(text);
    ++surprises;
};

const outcome = async (gateway, work) => {
    try {
        return { value: (await work()) ?? null };
    } catch (e) {
        return { error: gateway.error_of(e) };
    }
};
/// What of a request must be the same whoever sends it.
function essential(gateway, { method, host, path, query, headers, body }) {
    const kept = Object.fromEntries(gateway.headers.filter((name) => name in headers).map((name) => [name, headers[name]]));
    return { method, host, path, query, headers: kept, body };
}
/// As adapters write an answer: an Answer, the body of one, or a function that gives either.
function answer_of(given, request) {
    const made = typeof given === 'function' ? given(request) : given;
    return made instanceof Answer ? made : new Answer(made);
}

async function with_recorder(work) {
    const recorder = new Recorder();
    send_everything_to(await recorder.listen());
    for (const name of chosen) {
        const gateway = await adapter(name);
        gateway.fix_time_and_nonce?.();
        await work(recorder, name, gateway);
    }
    recorder.close();
}

/// Each example of each call, with the requests that it led to.
async function each_example(recorder, gateway, work) {
    for (const call of gateway.calls)
        for (const [example, given] of Object.entries(call.examples)) {
            recorder.answer = (request) => gateway.beforehand?.(request) ?? answer_of(call.answer, request);
            const sdk = client_of(gateway, call);
            const result = await outcome(gateway, () => call.run(sdk, structuredClone(given)));
            await work(call, example, given, recorder.taken(), result);
        }
}

const modes = {
    async accounts() {
        for (const name of chosen) say({ gateway: name, account: (await adapter(name)).account });
    },

    requests: () => with_recorder(async (recorder, name, gateway) => {
        await each_example(recorder, gateway, (call, example, given, sent, result) => {
            if (result.error) return surprise(`${name} ${call.name} ${example}: ${JSON.stringify(result.error)}`);
            if (call.sends === false) return say({ gateway: name, call: call.name, example, given, made: result.value });
            for (const request of sent.slice(0, -1)) say({ gateway: name, call: 'beforehand', example: call.environment ?? '', given: {}, sent: essential(gateway, request) });
            say({ gateway: name, call: call.name, example, given, sent: essential(gateway, sent.at(-1)) });
        });
    }),

    answers: () => with_recorder(async (recorder, name, gateway) => {
        const done = new Set();
        await each_example(recorder, gateway, (call, example, given, sent, result) => {
            if (done.has(call.name) || call.sends === false) return;
            done.add(call.name);
            say({ gateway: name, call: call.name, answer: answer_of(call.answer, sent.at(-1)), theirs: result });
        });
    }),

    refusals: () => with_recorder(async (recorder, name, gateway) => {
        const call = gateway.calls.find((each) => each.name === gateway.refused_call) ?? gateway.calls[0];
        const sdk = client_of(gateway, call);
        for (const [refusal, { status, headers, body }] of Object.entries(gateway.refusals)) {
            const answer = new Answer(body, status, headers);
            recorder.answer = (request) => gateway.beforehand?.(request) ?? answer;
            const theirs = await outcome(gateway, () => call.run(sdk, structuredClone(Object.values(call.examples)[0])));
            recorder.taken();
            if (!theirs.error) surprise(`${name} ${refusal}: the SDK sees no error`);
            say({ gateway: name, refusal, call: call.name, answer, theirs: theirs.error });
        }
    }),

    async callbacks() {
        for (const name of chosen) {
            const gateway = await adapter(name);
            for (const [callback, made] of Object.entries(gateway.callbacks())) await each_change(name, gateway, callback, made);
        }
    },

    async change() {
        for await (const { gateway: name, callback, ...made } of questions()) await each_change(name, await adapter(name), callback, made);
    },

    async verify() {
        const in_lower_case = (message) =>
            ({ ...message, headers: Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])) });
        for await (const { gateway: name, delivery, request, made, now } of questions()) {
            const gateway = await adapter(name);
            const judged = delivery ? () => gateway.verify(in_lower_case(delivery), now)
                : request ? () => gateway.verify_request(in_lower_case(request)) : () => gateway.verify_made(made);
            if (request && !gateway.verify_request || made && !gateway.verify_made) throw new Error(`${name} signs no requests`);
            say({ gateway: name, ...(await verdict(judged)) });
        }
    },

    async call() {
        if (!port) throw new Error('call: --port is missing');
        send_everything_to(Number(port), ca === undefined ? undefined : readFileSync(ca));
        for await (const { gateway: name, call: wanted, given, environment } of questions()) {
            const gateway = await adapter(name);
            const call = gateway.calls.find((each) => each.name === wanted);
            if (!call) throw new Error(`${name} has no call '${wanted}'`);
            const sdk = client_of(gateway, { environment: environment ?? call.environment });
            say({ gateway: name, call: wanted, theirs: await outcome(gateway, () => call.run(sdk, given ?? {})) });
        }
    },
};

/// A delivery as it is, and changed in each way.
async function each_change(name, gateway, callback, made) {
    const { kind = 'callback', delivery, now } = made;
    const changed = { ...(gateway.mutations?.(callback, made) ?? usual_mutations(gateway, delivery)), ...gateway.further_mutations?.(callback, made) };
    const really_changed = Object.entries(changed).filter(([, given]) => JSON.stringify(given) !== JSON.stringify(delivery));
    for (const [change, given] of [['', delivery], ...really_changed])
        say({ gateway: name, callback, kind, change, now, delivery: given, ...(await verdict(() => gateway.verify(given, now))) });
}

async function verdict(judged) {
    try {
        return { theirs: (await judged()) ? 'accepts' : 'refuses' };
    } catch (e) {
        return { theirs: 'refuses', why: e.message };
    }
}

/// What is done to a delivery whose signature lies in a header.
function usual_mutations(gateway, delivery) {
    const { headers, body } = delivery;
    const name = gateway.signature_header;
    const with_header = (changed, value) => {
        const all = { ...headers, [changed]: value };
        if (value === undefined) delete all[changed];
        return { ...delivery, headers: all };
    };
    const digit = headers[name].length - 6;
    const other = headers[name][digit] === '0' ? '1' : '0';
    const made = {
        'body: a space more': { ...delivery, body: `${body} ` },
        'body: a digit changed': { ...delivery, body: body.replace(/[0-8]/, (each) => String(Number(each) + 1)) },
        'signature: missing': with_header(name, undefined),
        'signature: empty': with_header(name, ''),
        'signature: changed': with_header(name, headers[name].slice(0, digit) + other + headers[name].slice(digit + 1)),
        'signature: cut': with_header(name, headers[name].slice(0, -4)),
        'signature: in capitals': with_header(name, headers[name].toUpperCase()),
        'signature: twice': with_header(name, `${headers[name]}, ${headers[name]}`),
    };
    for (const signed of gateway.signed_headers ?? []) {
        made[`${signed}: missing`] = with_header(signed, undefined);
        made[`${signed}: changed`] = with_header(signed, headers[signed].replace(/[0-8]/, (each) => String(Number(each) + 1)));
    }
    return made;
}

async function* questions() {
    for await (const line of createInterface({ input: process.stdin })) if (line.trim()) yield JSON.parse(line);
}

if (!Object.hasOwn(modes, mode ?? '')) {
    console.error(`usage: node judge.mjs ${Object.keys(modes).join('|')}`);
    process.exit(2);
}
try {
    await modes[mode]();
} catch (e) {
    surprise(e.stack);
}
// An SDK may hold a connection open; all that is to be said has been said.
await new Promise((written) => process.stdout.write('', written));
process.exit(surprises === 0 ? 0 : 1);
