// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Sends whatever this process would send over TLS to a port on loopback instead, whatever host it was meant for. All SDKs
// open their connections with `tls.connect`, so this one place is enough, and no gateway is ever reached.

import net from 'node:net';
import tls from 'node:tls';
import { syncBuiltinESMExports } from 'node:module';

const connect_with_tls = tls.connect;

/// Without `ca` the bytes go out in the clear: what listens there needs no certificate. With `ca` (PEM) the other end shows
/// one; it is issued for loopback, so its name is not compared with the gateway's.
export function send_everything_to(port, ca) {
    tls.connect = (...given) => {
        const options = given.find((each) => each && typeof each === 'object') ?? {};
        const listener = given.find((each) => typeof each === 'function');
        if (ca !== undefined) {
            const name = options.servername || options.host || options.hostname;
            return connect_with_tls({ ...options, host: '127.0.0.1', port, ca, path: undefined,
                servername: net.isIP(name ?? '') ? undefined : name, checkServerIdentity: () => undefined }, listener);
        }
        const socket = net.connect({ host: '127.0.0.1', port });
        Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false });
        socket.once('connect', () => socket.emit('secureConnect'));
        if (listener) socket.once('secureConnect', listener);
        return socket;
    };
    syncBuiltinESMExports();
}
