// Texts on this device, sealed: AES-GCM with a key made from a passphrase (PBKDF2 with SHA-256).
// The passphrase and the key are stored nowhere. Whoever has the device sees how many texts there
// are and how long each is, and nothing else of them.
export const DATABASE = "offline-actions";
const ROUNDS = 600_000; // OWASP's Password Storage Cheat Sheet advises this number for PBKDF2 with SHA-256
const [PROFILE, DRAFTS] = ["profile", "drafts"];

/** Whether this browser can seal and store; on an address without TLS it cannot. */
export const isSupported = () =>
  Boolean(globalThis.isSecureContext && crypto?.subtle && globalThis.indexedDB && navigator.serviceWorker);

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(PROFILE);
    request.result.createObjectStore(DRAFTS);
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

/** Whether a passphrase was chosen on this device. */
export const exists = async () => Boolean(await within(PROFILE, "readonly", (store) => store.get(PROFILE)));

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

  /** Every text, the oldest first: {id, fields, at}. */
  async drafts() {
    const rows = await within(DRAFTS, "readonly", (store) => store.getAll());
    const drafts = await Promise.all(rows.map((row) => unsealed(this.key, row)));
    return drafts.sort((one, other) => one.at.localeCompare(other.at));
  }

  async put(draft) {
    const row = await sealed(this.key, draft);
    await within(DRAFTS, "readwrite", (store) => store.put(row, draft.id));
  }

  async remove(id) {
    await within(DRAFTS, "readwrite", (store) => store.delete(id));
  }
}
