#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""Starts one of the web servers, and delivers a callback to it: genuine, again, changed, and to another address.

    try.py PROGRAM
"""

import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "3_apps" / "callback_sample.json"


def post(port, path, body):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


def main():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.argv[1], str(port)], stdout=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                if time.monotonic() > until or server.poll() is not None:
                    raise
                time.sleep(0.05)
        body = SAMPLE.read_bytes().strip()
        path = "/callbacks/1payment"
        assert post(port, path, body) == (200, b'{"status":0}'), "a genuine callback"
        assert post(port, path, body)[0] == 200, "the same again"
        assert post(port, path, body.replace(b'"merchant_price":50', b'"merchant_price":5'))[0] == 400, "a changed one"
        assert post(port, "/elsewhere", body)[0] == 404, "another address"
    finally:
        server.terminate()
        try:
            said = server.communicate(timeout=10)[0]
        except subprocess.TimeoutExpired:
            server.kill()
            said = server.communicate()[0]
    print(said)
    assert said.count("paid: order_777") == 1, "handled once"
    assert said.count("refused: ") == 1, "refused once"


if __name__ == "__main__":
    main()
