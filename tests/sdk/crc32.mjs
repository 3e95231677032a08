// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

/// CRC-32 of ISO 3309 over the UTF-8 of `text`, as a decimal number without sign. (node has one from 22 on.)
export function crc32(text) {
    let crc = 0xffffffff;
    for (const byte of Buffer.from(text)) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return String((crc ^ 0xffffffff) >>> 0);
}
