// Copies of what is typed on open pages, encrypted (AES-GCM) with a key that only the server has.
// The page of a signed-in person brings the key along, so what is left on a device cannot be read
// there after the session has ended. Without TLS a browser encrypts nothing, and nothing is kept.
const subtle = globalThis.isSecureContext ? crypto.subtle : undefined;
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (data) => btoa(Array.from(new Uint8Array(data), (code) => String.fromCharCode(code)).join(""));

let last = Promise.resolve(); // one act after the other, so that the last one counts

const after = (act) => {
  last = last.then(act, act);
  return last;
};

export class Copies {
  constructor(key) {
    this.key = subtle?.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  /** What was written under a name; null where there is nothing that this person can read. */
  read(name) {
    return after(async () => {
      try {
        const { iv, data } = JSON.parse(localStorage.getItem(name));
        const plain = await subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await this.key, bytes(data));
        return JSON.parse(new TextDecoder().decode(plain));
      } catch {
        return null;
      }
    });
  }

  /** Whether it could be written. */
  write(name, copy) {
    return after(async () => {
      try {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(copy));
        const data = await subtle.encrypt({ name: "AES-GCM", iv }, await this.key, plain);
        localStorage.setItem(name, JSON.stringify({ iv: text(iv), data: text(data) }));
        return true;
      } catch {
        return false;
      }
    });
  }
}

/** Give up the copy under a name. */
export function drop(name) {
  return after(() => {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing can be kept here, so nothing is.
    }
  });
}
