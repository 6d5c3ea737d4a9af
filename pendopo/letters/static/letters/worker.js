/* Keeps the page that checks letters, so that it opens without a network. The lines above come from the site. */
const BASE = FILES[0].replace(/verifikasi\/.*/, ""), OWN = "pendopo-verify-" + BASE + "-";
const KEEP = OWN + FILES.join("|").length + "-" + FILES.join("|").slice(-60);
self.addEventListener("install", (e) => e.waitUntil(caches.open(KEEP).then((c) =>
  Promise.all(FILES.map((f) => fetch(f, { credentials: "omit", cache: "reload" }).then((r) => r.ok && c.put(f, r))))
).then(() => self.skipWaiting())));
self.addEventListener("activate", (e) => e.waitUntil(caches.keys().then((all) =>
  Promise.all(all.filter((k) => k.startsWith(OWN) && k !== KEEP).map((k) => caches.delete(k)))
).then(() => self.clients.claim())));
self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin) return;
  if (e.request.mode === "navigate") {
    if (!["V/", "verifikasi/"].some((part) => url.pathname.startsWith(BASE + part))) return;
    e.respondWith(fetch(e.request).then((r) => {
      // The newest list of keys is kept for the day without a network.
      if (r.ok) e.waitUntil(fetch(FILES[0], { credentials: "omit" }).then((p) => p.ok && caches.open(KEEP).then((c) => c.put(FILES[0], p))).catch(() => {}));
      return r;
    }).catch(() => caches.match(FILES[0])));
  } else if (FILES.includes(url.pathname)) {
    e.respondWith(caches.match(url.pathname).then((r) => r || fetch(e.request)));
  }
});
