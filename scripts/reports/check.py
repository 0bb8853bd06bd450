#!/usr/bin/env python3
"""Looks at a report in a real browser, as readers do, and fails on whatever they would stumble over.

    scripts/reports/check.py PAGE.html [--output FOLDER]

The page is smaller than 5 MB. At each width, on light and on dark screens: it loads within a second, the console stays
empty, nothing makes the page scroll sideways, and axe-core finds no violation, neither with its details closed nor
opened. Screenshots and the printed page are left in the folder. Exit 1 when something is wrong, 2 when the browser or
its driver is missing.

The packages that it needs are in requirements.txt; scripts/reports/run installs them and the browser.
"""

import argparse
import base64
import shutil
import sys
from pathlib import Path

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

WIDTHS = {320: 700, 360: 780, 820: 1180, 1440: 900}
SCHEMES = ["light", "dark"]
LONGEST_LOAD_IN_MILLISECONDS = 1000
LARGEST_PAGE_IN_BYTES = 5_000_000

LOAD_TIME = "const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd - t.startTime;"
OVERFLOW = """
const root = document.documentElement;
if (root.scrollWidth <= root.clientWidth) return null;
const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1
  && !e.closest('.scroll'));
return wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).concat([`${root.scrollWidth} > ${root.clientWidth}`]);
"""
OPEN_DETAILS = "document.querySelectorAll('details').forEach(element => { element.open = true; });"


def browser():
    """A headless Chromium, or a message with the command that installs it."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        print("check: Chromium or its driver is missing: sudo apt-get install chromium chromium-driver",
              file=sys.stderr)
        sys.exit(2)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--hide-scrollbars"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(service=Service(driver), options=options)
    opened.set_script_timeout(180)
    return opened


def load_time(driver, page):
    """How long the page takes to load, in milliseconds; the least of some loads is the machine's least busy one."""
    driver.get(page)
    return driver.execute_script(LOAD_TIME)


def violations(driver):
    """What axe-core finds, one line a rule with the first element."""
    for violation in Axe().run(driver, options={"resultTypes": ["violations"]})["violations"]:
        nodes = violation["nodes"]
        yield f"axe: {violation['id']} ({len(nodes)}): {violation['help']}: {nodes[0]['html'][:160]}"


def judge(driver, page, width, scheme, output):
    """How long the page takes to load at one width in one scheme, and all that is wrong; leaves a screenshot."""
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": WIDTHS[width], "deviceScaleFactor": 2 if width < 600 else 1, "mobile": width < 600})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "media": "screen", "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    time = min(load_time(driver, page) for _ in range(3))
    faults = [f"loading takes {time:.0f} ms"] if time > LONGEST_LOAD_IN_MILLISECONDS else []
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    (output / f"{width}-{scheme}.png").write_bytes(base64.b64decode(shot["data"]))
    for state in ["closed", "open"]:
        if state == "open":
            driver.execute_script(OPEN_DETAILS)
        overflow = driver.execute_script(OVERFLOW)
        if overflow:
            faults.append(f"details {state}: the page scrolls sideways: {overflow}")
        faults += [f"details {state}: {violation}" for violation in violations(driver)]
    faults += [f"console: {entry['message']}" for entry in driver.get_log("browser")]
    return time, faults


def print_page(driver, page, output):
    """Leaves the page as it is printed."""
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    driver.get(page)
    printed = driver.execute_cdp_cmd("Page.printToPDF", {
        "preferCSSPageSize": True, "paperWidth": 8.27, "paperHeight": 11.69})
    (output / "printed.pdf").write_bytes(base64.b64decode(printed["data"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", type=Path)
    parser.add_argument("--output", type=Path, default=Path(".build/reports"))
    arguments = parser.parse_args()
    if not arguments.page.is_file():
        parser.error(f"{arguments.page} is no file")
    arguments.output.mkdir(parents=True, exist_ok=True)
    page = arguments.page.resolve().as_uri()
    size = arguments.page.stat().st_size
    count = 1 if size > LARGEST_PAGE_IN_BYTES else 0
    print(f"{'FAULT' if count else 'pass '} {size / 1e6:.2f} MB")
    driver = browser()
    try:
        # The first page that a browser opens pays for its start.
        driver.get("about:blank")
        for width in WIDTHS:
            for scheme in SCHEMES:
                time, found = judge(driver, page, width, scheme, arguments.output)
                print(f"{'FAULT' if found else 'pass '} {width} {scheme}, loads in {time:.0f} ms", flush=True)
                for fault in found:
                    print(f"      {fault}")
                count += len(found)
        print_page(driver, page, arguments.output)
    finally:
        driver.quit()
    print(f"{count} faults; screenshots in {arguments.output}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
