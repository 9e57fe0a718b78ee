// Answers with the stored page for work while there is no connection. It stores that one page and
// its assets, which hold no personal data, and never any page that somebody read.
// The server writes STORED in front: {name, page, assets}.
self.addEventListener("install", (event) => {
  event.waitUntil(store().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidied().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => stored(STORED.page)));
  else if (STORED.assets.includes(address.pathname)) event.respondWith(stored(address.pathname));
});

async function store() {
  const cache = await caches.open(STORED.name);
  // Asked for as a stranger: the page of somebody who is signed in would name the person.
  const wanted = [STORED.page, ...STORED.assets].map((path) => new Request(path, { credentials: "omit", cache: "no-cache" }));
  await cache.addAll(wanted);
}

async function tidied() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== STORED.name).map((name) => caches.delete(name)));
}

// Opening a cache would make it anew after somebody signed out.
async function stored(path) {
  const cache = (await caches.has(STORED.name)) && (await caches.open(STORED.name));
  return (cache && (await cache.match(path))) || fetch(path);
}
