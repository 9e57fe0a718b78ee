"""What a browser stores on the device of somebody who works without a connection."""

import time

from playwright.sync_api import Page

from tests.browser.reader import Reader

PASSPHRASE = "seven green boats"
# What the device stores, as somebody who has it could read it without the passphrase.
STORED = """async () => {
  const database = await new Promise((done) => {
    const request = indexedDB.open("offline-actions");
    request.onsuccess = () => done(request.result);
  });
  const names = [...database.objectStoreNames];
  const all = (name) => new Promise((done) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => done(request.result);
  });
  const rows = (await Promise.all(names.map(all))).flat();
  database.close();
  const texts = rows.map((row) => new TextDecoder("latin1").decode(row.data));
  return texts.concat(JSON.stringify(localStorage));
}"""
LEFT = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"databases": [], "caches": [], "workers": 0}
LONGEST = 30  # seconds in which a browser beside other programs has removed everything


def assert_nothing_left(page: Page) -> None:
    """Wait until the device stores nothing of this site."""
    until = time.monotonic() + LONGEST
    while page.evaluate(LEFT) != NOTHING and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert page.evaluate(LEFT) == NOTHING


def faults(page: Page) -> list[object]:
    """What keeps people from using the page: faults that axe finds, and what runs over sideways."""
    reader = Reader(page)
    return [*reader.axe(), *reader.measure("sideways")]
