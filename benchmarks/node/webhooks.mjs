// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// How long the npm packages `stripe` and `standardwebhooks` take for the deliveries of micro/deliveries.hpp.
//
//   node webhooks.mjs <file of deliveries> <folder with node_modules> <turns>
//
// Prints lines `row TAB side TAB size TAB nanoseconds of CPU`, one for each turn.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [file, modules, turns] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'here.js'));
const { Webhook } = require('standardwebhooks');
const Stripe = require('stripe');
const stripe = new (Stripe.default ?? Stripe)('sk_test_unused');

// One line for each: row, size, time, secret, signature's header, id, body in hexadecimal digits.
const deliveries = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));

const works = deliveries.map(([row, size, time, secret, signature, id, hex]) => {
    const body = Buffer.from(hex, 'hex');
    if (row === 'stripe')
        return { row, size, time, once: () => stripe.webhooks.constructEvent(body, signature, secret) };
    const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature };
    const webhook = new Webhook(secret); // its key is decoded once, as it would be in a server
    return { row, size, time, once: () => webhook.verify(body, headers) };
});

const run = ({ once, time }, count) => {
    Date.now = () => Number(time) * 1000;
    const before = process.cpuUsage();
    for (let i = 0; i < count; ++i) once();
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / count;
};

for (const work of works) run(work, 20000); // until it is compiled
for (let turn = 0; turn < Number(turns); ++turn)
    for (const work of works) console.log([work.row, 'npm', work.size, run(work, 2000).toFixed(1)].join('\t'));
