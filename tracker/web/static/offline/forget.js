// Removes from this device whatever pages for work have stored on it.
import { count, DATABASE, FORGOTTEN } from "./vault.js";

/** Texts of open pages, sealed texts, the stored page and its worker; with `everything`, all else too. */
export async function forget({ everything = false } = {}) {
  dispatchEvent(new Event(FORGOTTEN));
  try {
    new BroadcastChannel(FORGOTTEN).postMessage("");
    if (everything) localStorage.clear();
    for (const key of Object.keys(localStorage)) if (/^(report|action|reply)\|/.test(key)) localStorage.removeItem(key);
    indexedDB.deleteDatabase(DATABASE);
  } catch {
    // Nothing can be stored here.
  }
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all([...workers.map((each) => each.unregister()), ...names.map((name) => caches.delete(name))]);
}

/** How many sealed texts wait on this device. */
export async function unsent() {
  const databases = (await globalThis.indexedDB?.databases?.()) ?? [];
  return databases.some(({ name }) => name === DATABASE) ? count() : 0;
}
