// Texts on this device, sealed: AES-GCM with a key made from a passphrase (PBKDF2 with SHA-256).
// The passphrase and the key are stored nowhere. Whoever has the device sees how many texts there
// are and how long each is, and nothing else of them.
export const DATABASE = "offline-actions";
export const FORGOTTEN = "forgotten"; // an event of the window, and a channel to other pages
const ROUNDS = 600_000; // OWASP's Password Storage Cheat Sheet advises this number for PBKDF2 with SHA-256
const [PROFILE, DRAFTS, REPORTS] = ["profile", "drafts", "reports"];
const VERSION = 2; // 2: reports that were taken along

/** Whether this browser can seal and store; on an address without TLS it cannot. */
export const isSupported = () =>
  Boolean(globalThis.isSecureContext && crypto?.subtle && globalThis.indexedDB && navigator.serviceWorker);

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// What was forgotten is not made anew by a page that is still working while somebody leaves.
let isForgotten = false;
globalThis.addEventListener(FORGOTTEN, () => {
  isForgotten = true;
});

function opened() {
  if (isForgotten) return new Promise(() => {});
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const there = request.result.objectStoreNames;
    for (const name of [PROFILE, DRAFTS, REPORTS]) if (!there.contains(name)) request.result.createObjectStore(name);
  };
  return answered(request);
}

/** Runs one act on a store; what it wrote is on the disk when the promise is kept. */
async function within(store, mode, act) {
  const database = await opened();
  try {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const result = await answered(act(transaction.objectStore(store)));
    await done;
    return result;
  } finally {
    database.close();
  }
}

async function keyOf(passphrase, salt) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function sealed(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, data) };
}

async function unsealed(key, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Whether a passphrase was chosen on this device. Asking leaves nothing on it. */
export async function exists() {
  const databases = (await indexedDB.databases?.()) ?? [{ name: DATABASE }];
  if (!databases.some(({ name }) => name === DATABASE)) return false;
  return Boolean(await within(PROFILE, "readonly", (store) => store.get(PROFILE)));
}

/** How many texts are stored here, read without the passphrase. */
export const count = () => within(DRAFTS, "readonly", (store) => store.count());

/** Begin with a passphrase and what the page needs to know of the person (an object). */
export async function create(passphrase, profile) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await keyOf(passphrase, salt);
  const row = { salt, ...(await sealed(key, profile)) };
  await within(PROFILE, "readwrite", (store) => store.put(row, PROFILE));
  return new Vault(key, profile);
}

/** Open with the passphrase; null where it is a wrong one. */
export async function unlock(passphrase) {
  const row = await within(PROFILE, "readonly", (store) => store.get(PROFILE));
  const key = await keyOf(passphrase, row.salt);
  try {
    return new Vault(key, await unsealed(key, row));
  } catch {
    return null;
  }
}

class Vault {
  constructor(key, profile) {
    this.key = key;
    this.profile = profile;
  }

  /** Every text, the oldest first: {id, fields, at}; those of a report have more. */
  drafts() {
    return this.#all(DRAFTS);
  }

  put(draft) {
    return this.#put(DRAFTS, draft.id, draft);
  }

  async remove(id) {
    await within(DRAFTS, "readwrite", (store) => store.delete(id));
  }

  /** The reports that were taken along: {reference, title, entries, at}. */
  reports() {
    return this.#all(REPORTS);
  }

  putReport(report) {
    return this.#put(REPORTS, report.reference, report);
  }

  async removeReport(reference) {
    await within(REPORTS, "readwrite", (store) => store.delete(reference));
  }

  /** What the page needs to know of the person, as it is now. */
  async know(profile) {
    const { salt } = await within(PROFILE, "readonly", (store) => store.get(PROFILE));
    const row = { salt, ...(await sealed(this.key, profile)) };
    await within(PROFILE, "readwrite", (store) => store.put(row, PROFILE));
    this.profile = profile;
  }

  async #all(name) {
    const rows = await within(name, "readonly", (store) => store.getAll());
    const found = await Promise.all(rows.map((row) => unsealed(this.key, row)));
    return found.sort((one, other) => one.at.localeCompare(other.at));
  }

  async #put(name, key, value) {
    const row = await sealed(this.key, value);
    await within(name, "readwrite", (store) => store.put(row, key));
  }
}
