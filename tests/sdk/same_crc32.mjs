// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

import { crc32 } from './crc32.mjs';

/// The text that `write` makes of 64 letters, with letters chosen so that it has this CRC-32. CRC-32 is linear: changing a
/// letter changes it in a way that does not depend on the others, so 32 equations in as many bits are to be solved.
export function with_crc32(wanted, write) {
    const letters = Array(64).fill('b');
    const crc_of = (chosen) => Number(crc32(write(letters.map((each, at) => ((chosen >> BigInt(at)) & 1n ? 'c' : each)).join(''))));
    const start = crc_of(0n);
    const by_highest_bit = new Map();
    const reduced = (change, chosen) => {
        for (let bit = 31; bit >= 0; --bit) {
            if (!((change >>> bit) & 1)) continue;
            if (!by_highest_bit.has(bit)) return { bit, change, chosen };
            const known = by_highest_bit.get(bit);
            change ^= known.change;
            chosen ^= known.chosen;
        }
        return { change: 0, chosen };
    };
    for (let at = 0n; at < 64n; ++at) {
        const left = reduced(crc_of(1n << at) ^ start, 1n << at);
        if (left.change) by_highest_bit.set(left.bit, left);
    }
    const { change, chosen } = reduced(Number(wanted) ^ start, 0n);
    if (change) throw new Error('the letters cannot make this CRC-32');
    return write(letters.map((each, at) => ((chosen >> BigInt(at)) & 1n ? 'c' : each)).join(''));
}
