#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""Buys in the shop as people do, in a headless Chromium, against the sandbox; kills the shop in the middle.

    browser.py --shop PROGRAM --sandbox PROGRAM [--axe axe.min.js] [--pictures FOLDER] [NAME ...]

Without names all tests are run. Needs chromium, chromium-driver and python3-selenium.
"""

import argparse
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PATIENCE = 60  # seconds, which a busy machine may need


def free_ports(count):
    """The first of so many free ports in a row."""
    for first in range(21000, 60000, 50):
        try:
            opened = [socket.create_server(("127.0.0.1", first + i)) for i in range(count)]
        except OSError:
            continue
        for one in opened:
            one.close()
        return first
    raise RuntimeError("there are no free ports")


class Programs:
    """The sandbox and the shop, each in a process of its own."""

    def __init__(self, given, folder):
        self.given = given
        self.folder = folder
        self.first = free_ports(10)
        self.url = f"http://127.0.0.1:{self.first}"
        self.log = open(folder / "log.txt", "ab")
        self.sandbox = self.start(given.sandbox, "--gateway", "cactus", "--gateway", "1payment", "--gateway", "stripe",
                                  "--gateway", "redsys", "--port", self.first + 1, "--ca", folder / "ca.pem",
                                  "--callbacks", self.url + "/callbacks")
        self.wait_for(lambda: (folder / "ca.pem").exists() and (folder / "ca.pem").stat().st_size > 0)
        self.open_shop()

    def start(self, program, *arguments):
        return subprocess.Popen([program, *map(str, arguments)], stdout=self.log, stderr=self.log)

    def wait_for(self, condition):
        until = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > until:
                raise RuntimeError(f"a program did not start; see {self.folder}/log.txt")
            time.sleep(0.05)

    def open_shop(self):
        pages = pathlib.Path(__file__).resolve().parent.parent / "pages"
        self.shop = self.start(self.given.shop, "--port", self.first, "--pages", pages, "--database",
                               self.folder / "shop.sqlite", "--sandbox-ca", self.folder / "ca.pem",
                               "--sandbox-port", self.first + 1)

        def answers():
            try:
                return urllib.request.urlopen(self.url).status == 200
            except OSError:
                return False

        self.wait_for(answers)

    def kill_shop(self):
        self.shop.send_signal(signal.SIGKILL)
        self.shop.wait()

    def stop(self):
        for one in (self.shop, self.sandbox):
            one.terminate()
            one.wait()
        self.log.close()


class Payer:
    """A person with a browser."""

    def __init__(self, url, width=1280, dark=False):
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                         "--disable-dev-shm-usage", "--force-color-profile=srgb"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        # A window cannot be narrower than 500 pixels; the device can.
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                     {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
        if dark:
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                         {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        self.url = url
        self.complaints = []

    def __enter__(self):
        return self

    def __exit__(self, kind, why, trace):
        if why:
            print(f"      It failed at {self.browser.current_url}, which says:", *self.texts("body")[:1], sep="\n")
        self.listen_to_console()
        self.browser.quit()

    def listen_to_console(self):
        self.complaints += [entry["message"] for entry in self.browser.get_log("browser")
                            if entry["level"] in ("SEVERE", "WARNING")]

    def go(self, path="/"):
        self.browser.get(self.url + path)

    def wait(self, condition, what, timeout=PATIENCE):
        """What `condition` gives once it is true. A page that changes meanwhile, of which the driver complains in several ways, is
        looked at anew."""
        return WebDriverWait(self.browser, timeout, ignored_exceptions=(WebDriverException,)).until(condition, what)

    def one(self, css):
        return self.wait(lambda b: b.find_element(By.CSS_SELECTOR, css), f"there is no `{css}`")

    def all(self, css):
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def texts(self, css):
        """All at one moment: the page may change between two questions."""
        return self.browser.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)", css)

    def leave(self, action, what):
        """Does what opens another page, and waits for that page. (Who reloads or goes on at once would stop it.)"""
        before = self.one("html")
        action()

        def is_another(browser):
            try:
                before.is_enabled()  # throws once its page is no longer there
            except WebDriverException:
                return browser.execute_script("return document.readyState") == "complete"
            return False

        self.wait(is_another, f"{what} opens no page")

    def press(self, text):
        """Presses the button, which opens a page."""
        self.leave(lambda: self.button(text).click(), f"`{text}`")

    def button(self, text):
        return self.wait(lambda b: next((one for one in b.find_elements(By.CSS_SELECTOR, "button, a.button")
                                         if text in one.text), None), f"there is no button `{text}`")

    def go_back(self):
        self.leave(self.browser.back, "going back")

    def reload(self):
        self.leave(self.browser.refresh, "reloading")

    def fill_cart(self, product="mug"):
        self.go("/")
        self.leave(self.one(f'form input[value="{product}"] ~ button').click, "filling the cart")
        self.one("table")

    def choose(self, gateway):
        self.one(f'input[value="{gateway}"]').click()

    def check_out(self, gateway="cactus", product="mug"):
        """To the gateway's page."""
        self.fill_cart(product)
        self.choose(gateway)
        self.press("Pay ")
        self.wait_for_gateway()

    def wait_for_gateway(self):
        self.one('button[value="pay"]')

    def return_to_shop(self):
        self.leave(self.one("main a[href*='/orders/']").click, "going back to the shop")
        self.wait(lambda b: b.current_url.startswith(self.url), "that was not the shop")

    def order(self):
        """The number of the order whose page is open."""
        return self.one("dl code").text

    def wait_for_status(self, wanted):
        self.wait(lambda b: b.find_elements(By.CSS_SELECTOR, f'[data-status="{wanted}"]'), f"the order is not {wanted}")

    def paid_lines(self):
        return len([line for line in self.texts(".history li") if ": paid " in line])


def check_paid_once(payer):
    payer.wait_for_status("paid")
    assert payer.paid_lines() == 1, f"paid {payer.paid_lines()} times"


def status_in_table(payer, order):
    payer.go("/merchant")
    for row in payer.all("tbody tr"):
        if order in row.text:
            return row.find_element(By.CSS_SELECTOR, ".tag").text
    return None


# The tests. Each gets a payer and the programs.

def buys_by_cactus(payer, programs):
    payer.check_out("cactus")
    payer.press("Pay ")
    payer.return_to_shop()
    check_paid_once(payer)


def sees_what_was_signed(payer, programs):
    """As a developer: on the payment page, and among all requests."""
    payer.check_out("cactus")
    assert "The signature is right." in payer.one('[aria-labelledby="request"]').text, "no verdict on the request"
    payer.press("Pay; a forged callback comes first")

    def came_twice(_):
        payer.leave(payer.one('a[href="?"]').click, "looking again")
        return len(payer.all("tbody tr")) == 2

    payer.wait(came_twice, "the callback does not come twice")
    for attempt in payer.all('[aria-labelledby="callbacks"] details'):
        attempt.find_element(By.CSS_SELECTOR, "summary").click()
    told = payer.one('[aria-labelledby="callbacks"]').text
    for said in ("Forged: the signature is wrong on purpose.", "Signed rightly.", "[secret]"):
        assert said in told, f"the page does not say `{said}`"
    payer.leave(payer.one('a[href="/sandbox"]').click, "the list of requests")
    payer.one("details").click()
    assert any("carried out" in text for text in payer.texts("summary")), "no request is listed"
    payer.go_back()
    payer.return_to_shop()
    check_paid_once(payer)


def buys_by_1payment(payer, programs):
    payer.check_out("1payment", "tea")
    payer.press("Pay ")
    payer.return_to_shop()
    check_paid_once(payer)


def press_refund(payer, order):
    payer.go("/merchant")
    payer.leave(payer.one(f'form[action="/merchant/refund/{order}"] button').click, "the refund")


def gets_it_back(payer):
    """Of the order whose page is open, which is paid."""
    order = payer.order()
    press_refund(payer, order)
    assert status_in_table(payer, order) == "refunded", status_in_table(payer, order)
    payer.go(f"/orders/{order}")
    payer.wait_for_status("refunded")


def buys_by_stripe_and_gets_it_back(payer, programs):
    payer.check_out("stripe", "lamp")
    payer.press("Pay ")  # whose page leads back by itself
    check_paid_once(payer)
    gets_it_back(payer)


def declined_by_stripe_tries_again_there(payer, programs):
    payer.check_out("stripe")
    payer.press("Decline")
    assert any("Declined" in text for text in payer.texts("[role=status]")), "the page does not say so"
    payer.press("Pay ")
    check_paid_once(payer)


def buys_by_redsys_and_gets_it_back(payer, programs):
    payer.check_out("redsys", "lamp")  # to which the browser posts a form
    assert "12900.00 KZT" in payer.texts("dl")[0], "the page shows another amount"
    payer.press("Pay ")
    check_paid_once(payer)
    gets_it_back(payer)


def answer_to_a_refund_by_redsys_is_lost(payer, programs):
    payer.check_out("redsys", "map")
    page = payer.browser.current_url
    payer.press("Pay ")
    check_paid_once(payer)
    order = payer.order()
    payer.browser.get(page)
    payer.press("Lose the answer")
    press_refund(payer, order)
    assert not payer.all(f'form[action="/merchant/refund/{order}"]'), "it can be given back again"
    payer.wait(lambda _: status_in_table(payer, order) == "refunded", "the notification does not tell of it")


def declined_by_redsys_pays_there_again(payer, programs):
    payer.check_out("redsys")
    payer.press("Decline")  # whose page leads back by itself
    payer.wait_for_status("declined")
    payer.one("summary").click()
    payer.press("Pay again")
    payer.wait_for_gateway()
    payer.press("Pay ")
    check_paid_once(payer)


def pays_by_redsys_in_two_tabs(payer, programs):
    payer.fill_cart()
    payer.browser.switch_to.new_window("tab")
    payer.go("/cart")
    first, second = payer.browser.window_handles

    def is_refused(_):
        return "SIS0051" in payer.texts("body")[0] and not payer.all('button[value="pay"]')

    for tab in (first, second):
        payer.browser.switch_to.window(tab)
        payer.choose("redsys")
        payer.press("Pay ")
        if tab == first:
            payer.wait_for_gateway()
    payer.wait(is_refused, "Redsys opens a second page")
    payer.go("/")
    order = payer.one("nav a[href*='/orders/']").get_attribute("href")
    payer.browser.get(order + "/pay")
    payer.wait(is_refused, "Redsys opens a second page")
    payer.browser.get_log("browser")  # that it was refused is no mistake of the shop's
    payer.browser.switch_to.window(first)
    payer.reload()
    payer.press("Pay ")
    check_paid_once(payer)
    payer.browser.get(order + "/pay")
    check_paid_once(payer)


def leave_redsys_and_pay_again(payer):
    """The page that was left."""
    payer.check_out("redsys")
    left = payer.browser.current_url
    payer.leave(lambda: payer.go("/"), "the catalogue")
    payer.leave(payer.one("nav a[href*='/orders/']").click, "the last order")
    assert "opens once" in payer.one(".hint").text, "nobody says that the page opens once"
    assert not payer.all("main a.button"), "the payer is led to a page that does not open"
    payer.one("summary").click()
    payer.press("Pay again")
    payer.wait_for_gateway()
    assert payer.browser.current_url != left, "Redsys opened a page again"
    payer.press("Pay ")
    check_paid_once(payer)
    return left


def closes_the_page_of_redsys_and_pays_again(payer, programs):
    leave_redsys_and_pay_again(payer)


def pays_on_the_page_of_redsys_that_was_left_too(payer, programs):
    left = leave_redsys_and_pay_again(payer)
    payer.leave(lambda: payer.browser.get(left), "the page that was left")
    payer.press("Pay ")

    def is_part_paid(_):
        payer.reload()  # what is paid does not follow by itself
        return payer.all('[data-status="part paid"]')

    payer.wait(is_part_paid, "the second payment is not there")
    assert payer.paid_lines() == 2, f"paid {payer.paid_lines()} times"


def declines_and_pays_in_another_way(payer, programs):
    payer.check_out("cactus")
    payer.press("Decline")
    payer.return_to_shop()
    payer.wait_for_status("declined")
    payer.one("summary").click()
    payer.choose("1payment")
    payer.press("Pay again")
    payer.wait_for_gateway()
    payer.press("Pay ")
    payer.return_to_shop()
    check_paid_once(payer)


def double_clicks(payer, programs):
    payer.fill_cart()
    payer.choose("cactus")
    button = payer.one("button.main")
    payer.leave(webdriver.ActionChains(payer.browser).double_click(button).perform, "a double click")
    payer.wait_for_gateway()
    button = payer.one('button[value="pay"]')
    payer.leave(webdriver.ActionChains(payer.browser).double_click(button).perform, "a double click")
    payer.return_to_shop()
    check_paid_once(payer)


def goes_back_and_pays_again(payer, programs):
    payer.check_out("cactus")
    first = payer.browser.current_url
    payer.go_back()
    payer.leave(payer.one("nav a[href*='/orders/']").click, "the last order")
    payer.press("Go to the payment page")
    payer.wait_for_gateway()
    assert payer.browser.current_url == first, "going back opened another payment"
    payer.press("Pay ")
    payer.return_to_shop()
    check_paid_once(payer)
    payer.go_back()
    payer.go_back()
    assert not payer.all('button[value="pay"]'), "what is paid can be paid again"


def reloads(payer, programs):
    payer.check_out("cactus")
    payer.reload()
    payer.wait_for_gateway()
    payer.press("Pay ")
    payer.reload()
    payer.return_to_shop()
    check_paid_once(payer)
    payer.reload()
    check_paid_once(payer)


def closes_the_tab_before_returning(payer, programs):
    payer.check_out("cactus")
    payer.press("Pay ")
    shown = payer.one("main a[href*='/orders/']").get_attribute("href")
    payer.browser.switch_to.new_window("tab")
    payer.browser.get(shown)
    check_paid_once(payer)


def server_is_killed_in_the_middle(payer, programs):
    payer.check_out("1payment")
    programs.kill_shop()
    payer.press("Pay ")  # the callback meets nobody, and comes again
    programs.open_shop()
    payer.return_to_shop()
    check_paid_once(payer)


def server_is_killed_before_the_page_is_open(payer, programs):
    payer.fill_cart()
    payer.choose("1payment")
    programs.kill_shop()
    payer.browser.set_page_load_timeout(10)
    try:
        payer.press("Pay ")
    except Exception:  # the browser's own page says that nobody answers
        pass
    programs.open_shop()
    payer.browser.get_log("browser")  # that nobody answered is no mistake of the shop's
    payer.go("/cart")
    payer.choose("1payment")
    payer.press("Pay ")
    payer.wait_for_gateway()
    payer.press("Pay ")
    payer.return_to_shop()
    check_paid_once(payer)


def pays_in_two_tabs(payer, programs):
    payer.fill_cart()
    payer.browser.switch_to.new_window("tab")
    payer.go("/cart")
    first, second = payer.browser.window_handles
    pages = []
    for tab in (first, second):
        payer.browser.switch_to.window(tab)
        payer.choose("cactus")
        payer.press("Pay ")
        payer.wait_for_gateway()
        pages.append(payer.browser.current_url)
    assert pages[0] == pages[1], "two tabs opened two payments"
    payer.press("Pay ")
    payer.return_to_shop()
    check_paid_once(payer)
    payer.browser.switch_to.window(first)
    payer.press("Pay ")  # the page of before, still open
    payer.return_to_shop()
    check_paid_once(payer)


def follows_the_status_by_itself(payer, programs):
    payer.check_out("cactus")
    gateway = payer.browser.current_window_handle
    payer.browser.switch_to.new_window("tab")
    payer.go("/merchant")
    payer.leave(payer.one("tbody a").click, "an order of the table")
    payer.wait_for_status("placed")
    shop = payer.browser.current_window_handle
    payer.browser.switch_to.window(gateway)
    payer.press("Pay ")
    payer.browser.switch_to.window(shop)
    check_paid_once(payer)  # nobody reloaded it


def by_keyboard_alone(payer, programs):
    payer.go("/")

    def focused():
        return payer.browser.switch_to.active_element

    def tab_to(text):
        for _ in range(60):
            webdriver.ActionChains(payer.browser).send_keys(Keys.TAB).perform()
            seen = focused().text or focused().accessible_name
            if text in seen:
                return
        raise AssertionError(f"the keyboard does not get to `{text}`")

    def enter():
        payer.leave(lambda: focused().send_keys(Keys.ENTER), "the enter key")

    tab_to("Enamel mug")
    enter()
    payer.one("table")
    tab_to("1Payment")
    focused().send_keys(Keys.ARROW_DOWN)
    tab_to("Pay ")
    enter()
    payer.wait_for_gateway()
    tab_to("Pay ")
    enter()
    payer.one("[role=status]")
    tab_to("Back to the shop")
    enter()
    check_paid_once(payer)


def nothing_keeps_people_out(payer, programs):
    """axe-core, on each page."""
    if not programs.given.axe:
        raise AssertionError("--axe is missing")
    source = pathlib.Path(programs.given.axe).read_text()

    def look(name):
        payer.browser.execute_script(source)
        found = payer.browser.execute_async_script(
            "axe.run().then(arguments[arguments.length - 1])")["violations"]
        serious = [f"{v['id']}: {v['help']} {[n['html'] for n in v['nodes']][:3]}"
                   for v in found if v["impact"] in ("serious", "critical", "moderate")]
        assert not serious, f"{name}: " + "; ".join(serious)

    payer.go("/")
    look("the catalogue")
    payer.fill_cart()
    look("the cart")
    payer.choose("cactus")
    payer.press("Pay ")
    payer.wait_for_gateway()
    look("the gateway's page")
    payer.leave(payer.one('a[href="/sandbox"]').click, "the list of requests")
    look("the sandbox's list of requests")
    payer.go_back()
    payer.press("Decline")
    look("the gateway's page, after")
    payer.return_to_shop()
    payer.wait_for_status("declined")
    payer.one("summary").click()
    look("the order")
    payer.go("/merchant")
    look("the orders")
    payer.go("/nothing")
    look("what is not there")
    payer.browser.get_log("browser")  # of which the browser complains


TESTS = [buys_by_cactus, sees_what_was_signed, buys_by_1payment, buys_by_stripe_and_gets_it_back,
         declined_by_stripe_tries_again_there,
         buys_by_redsys_and_gets_it_back, answer_to_a_refund_by_redsys_is_lost, declined_by_redsys_pays_there_again,
         pays_by_redsys_in_two_tabs, closes_the_page_of_redsys_and_pays_again, pays_on_the_page_of_redsys_that_was_left_too,
         declines_and_pays_in_another_way, double_clicks, goes_back_and_pays_again,
         reloads, closes_the_tab_before_returning, server_is_killed_in_the_middle,
         server_is_killed_before_the_page_is_open, pays_in_two_tabs, follows_the_status_by_itself, by_keyboard_alone,
         nothing_keeps_people_out]
WIDTHS = {360: TESTS, 1280: TESTS}


def is_wider_than_the_screen(payer):
    return payer.browser.execute_script("return document.documentElement.scrollWidth > window.innerWidth")


def run(given):
    failed = 0
    names = given.names or [test.__name__ for test in TESTS]
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(given, pathlib.Path(folder))
        try:
            for width, tests in WIDTHS.items():
                for test in tests:
                    if test.__name__ not in names:
                        continue
                    began = time.monotonic()
                    try:
                        with Payer(programs.url, width) as payer:
                            test(payer, programs)
                            assert not is_wider_than_the_screen(payer), "the page is wider than the screen"
                            payer.listen_to_console()
                            assert not payer.complaints, "the browser complains: " + "; ".join(payer.complaints)
                        verdict = "ok"
                    except Exception as why:  # pylint: disable=broad-except
                        verdict = f"FAILED: {type(why).__name__}: {why}"
                        failed += 1
                    print(f"{width:5} {test.__name__:45} {time.monotonic() - began:5.1f} s  {verdict}", flush=True)
            if given.pictures:
                take_pictures(programs, pathlib.Path(given.pictures))
        finally:
            programs.stop()
        if failed:
            print((pathlib.Path(folder) / "log.txt").read_text())
    return failed


def take_pictures(programs, to):
    """What docs/shop.md shows."""
    to.mkdir(parents=True, exist_ok=True)
    for look, dark in (("light", False), ("dark", True)):
        with Payer(programs.url, 800, dark) as payer:
            def keep(name):
                height = payer.browser.execute_script("return Math.ceil(document.body.getBoundingClientRect().bottom) + 16")
                payer.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                              {"width": 800, "height": height, "deviceScaleFactor": 1, "mobile": False})
                payer.browser.save_screenshot(str(to / f"shop-{name}-{look}.png"))

            payer.go("/")
            keep("catalogue")
            payer.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                "width": 800, "height": 460, "deviceScaleFactor": 0.6, "mobile": False})
            payer.browser.save_screenshot(str(to / f"shop-small-{look}.png"))
            payer.fill_cart("lamp")
            keep("cart")
            payer.choose("cactus")
            payer.press("Pay ")
            payer.wait_for_gateway()
            keep("gateway")
            payer.press("Pay ")
            payer.return_to_shop()
            payer.wait_for_status("paid")
            keep("order")
            payer.check_out("stripe", "mug")
            payer.press("Pay ")
            payer.wait_for_status("paid")
            payer.go("/merchant")
            keep("orders")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shop", required=True)
    parser.add_argument("--sandbox", required=True)
    parser.add_argument("--axe", default=os.environ.get("AXE", ""))
    parser.add_argument("--pictures")
    parser.add_argument("names", nargs="*")
    return 1 if run(parser.parse_args()) else 0


if __name__ == "__main__":
    sys.exit(main())
