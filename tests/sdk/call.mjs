// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The gateways' own SDKs and third-party clients against this library's sandbox, as a program in another language uses it. Nothing leaves this machine.
//
//   node call.mjs SANDBOX [gateway …]      SANDBOX is the built examples/3_apps/sandbox_server.cpp
//
// For each gateway the program is started on free ports, and take_steps.mjs with it. Prints each call and its verdict; exits with 1 where a
// step did not go as it is documented.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const [given, ...wanted] = process.argv.slice(2);
if (!given) {
    console.error('usage: node call.mjs SANDBOX [gateway …]');
    process.exit(2);
}
const program = resolve(given);
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const played = readdirSync(beside('steps')).map((name) => name.replace('.mjs', ''));
const folder = mkdtempSync(join(tmpdir(), 'tollgate-sdk-'));

/// The first of three ports that follow each other, and are free: of the gateway, of its pages, of the shop.
async function free_ports() {
    const listening = (server, port) => new Promise((done) => server.once('error', () => done()).listen(port, '127.0.0.1', () => done(server.address().port)));
    for (let attempt = 0; attempt !== 100; ++attempt) {
        const servers = [0, 1, 2].map(() => net.createServer());
        const port = await listening(servers[0], 0);
        const all = [port, await listening(servers[1], port + 1), await listening(servers[2], port + 2)];
        await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
        if (!all.includes(undefined)) return port;
    }
    throw new Error('no three free ports');
}

/// What it says until it waits to be ended.
function started(child) {
    return new Promise((done, failed) => {
        let said = '';
        let complaint = '';
        child.stdout.on('data', (text) => (said += text).includes('Ctrl+C') && done(said));
        child.stderr.on('data', (text) => (complaint += text));
        child.once('error', failed);
        child.once('close', (code) => failed(new Error(`${program} ended with ${code}: ${complaint}`)));
    });
}
const ended = (child) => new Promise((done) => child.once('close', done));

const rows = [];
let faults = 0;
function fault(text) {
    ++faults;
    console.error(text);
}

async function play(gateway) {
    const port = await free_ports();
    const ca = join(folder, `${gateway}.pem`);
    const { plays = gateway } = await import(`./steps/${gateway}.mjs`);
    const sandbox = spawn(program, ['--gateway', plays, '--port', String(port), '--ca', ca, '--callbacks', `http://127.0.0.1:${port + 2}/callbacks`]);
    const end = ended(sandbox);
    try {
        // `account    secret_key sk_test_sandbox, webhook_secret whsec_sandbox`
        const account = /^ +account +(.*)$/m.exec(await started(sandbox))[1].split(', ').map((pair) => pair.split(/ (.*)/s).slice(0, 2));
        const told = { gateway, port, account: Object.fromEntries(account) };
        const steps = spawn(process.execPath, [beside('take_steps.mjs'), JSON.stringify(told)],
            { env: { ...process.env, NODE_EXTRA_CA_CERTS: ca }, stdio: ['ignore', 'pipe', 'inherit'] });
        const steps_end = ended(steps);
        for await (const line of createInterface({ input: steps.stdout })) rows.push({ gateway, ...JSON.parse(line) });
        const code = await steps_end;
        if (code !== 0) fault(`${gateway}: the steps ended with ${code}`);
    } finally {
        sandbox.kill('SIGTERM');
        const code = await end;
        if (code !== 0) fault(`${program} ended with ${code}`);
    }
}

try {
    for (const gateway of wanted.length ? wanted : played)
        if (played.includes(gateway)) await play(gateway);
        else console.log(`${gateway}: the sandbox does not play it`);
} catch (e) {
    fault(e.stack);
}
rmSync(folder, { recursive: true });

const { dependencies } = JSON.parse(readFileSync(beside('package.json'), 'utf8'));
const columns = [['gateway', 10], ['call, or event', 32], ['shows', 70], ['judge', 38], ['verdict', 0]];
const row_of = (cells) => cells.map((cell, i) => String(cell).padEnd(columns[i][1])).join('').trimEnd();
console.log(row_of(columns.map(([name]) => name)));
for (const { gateway, call, shows, judge, differs, left_out } of rows) {
    if (differs) fault(`${gateway} ${call}: ${shows}: ${differs}`);
    console.log(row_of([gateway, call, shows, [judge, dependencies[judge]].filter(Boolean).join(' '), left_out ? 'left out' : differs ? 'DIFFERS' : 'as documented']));
}
console.log(faults ? `\n${faults} faults` : '\nall is as documented');
process.exit(faults ? 1 : 0);
