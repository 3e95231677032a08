// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// An HTTP server on loopback that keeps what it receives and answers what it is told.

import http from 'node:http';

/// A body that is no text is sent as JSON.
export class Answer {
    constructor(body, status = 200, headers = {}) {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        Object.assign(this, { status, headers: { ...(text ? { 'content-type': 'application/json' } : {}), ...headers }, body: text });
    }
}

export class Recorder {
    #server;
    #received = [];
    /// Takes a request as kept, gives an Answer.
    answer = () => new Answer({});

    async listen() {
        this.#server = http.createServer((request, response) => {
            const parts = [];
            request.on('data', (part) => parts.push(part));
            request.on('end', () => {
                const [path, query] = request.url.split(/\?(.*)/s);
                const kept = { method: request.method, host: request.headers.host, path, query: query ?? '',
                    headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
                this.#received.push(kept);
                const { status, headers, body } = this.answer(kept);
                response.writeHead(status, { ...headers, connection: 'close' });
                response.end(body);
            });
        });
        await new Promise((listening) => this.#server.listen(0, '127.0.0.1', listening));
        return this.#server.address().port;
    }

    /// What came since the last time, in its order.
    taken() { return this.#received.splice(0); }

    close() {
        this.#server.closeAllConnections();
        this.#server.close();
    }
}
