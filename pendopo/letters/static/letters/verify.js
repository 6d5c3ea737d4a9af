/* Checks a letter's code, COSE_Sign1 with Ed25519, against the list of keys in the page. */
(() => {
  const d = document, root = d.querySelector("[data-verify]"), subtle = self.crypto && crypto.subtle;
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-:", utf8 = new TextEncoder();
  const hex = b => Array.from(b, n => (n + 256).toString(16).slice(1)).join("");
  const bytes = text => new Uint8Array(text.match(/../g).map(p => parseInt(p, 16)));
  const join = (...parts) => new Uint8Array([].concat(...parts.map(p => [...p])));
  const bstr = b => join(b.length < 24 ? [64 + b.length] : b.length < 256 ? [88, b.length] : [89, b.length >> 8, b.length & 255], b);
  const must = ok => { if (!ok) throw 0; };

  function decode(text) {
    const out = [];
    for (let at = 0; at < text.length; at += 3) {
      let part = text.substr(at, 3), size = part.length - 1, n = 0;
      for (const sign of [...part].reverse()) {
        must(SIGNS.includes(sign));
        n = n * 41 + SIGNS.indexOf(sign);
      }
      must(size && n < 256 ** size);
      if (size > 1) out.push(n >> 8);
      out.push(n & 255);
    }
    return new Uint8Array(out);
  }

  // Integers, bytes, texts, lists and maps of CBOR.
  function cbor(b) {
    let at = 0;
    function item() {
      const first = b[at++], kind = first >> 5;
      let n = first & 31, size = n > 23 ? 1 << (n - 24) : 0, out = kind > 4 ? {} : [];
      must(n < 28 && kind < 6);
      if (size) for (n = 0; size--;) n = n * 256 + b[at++];
      if (kind < 2) return kind ? -1 - n : n;
      if (kind < 4) {
        must(at + n <= b.length);
        out = b.slice(at, at += n);
        return kind < 3 ? out : new TextDecoder("utf-8", { fatal: true }).decode(out);
      }
      for (; n--;) if (kind > 4) { const key = item(); out[key] = item(); } else out.push(item());
      return out;
    }
    const value = item();
    must(at === b.length);
    return value;
  }

  // The library comes only where the browser knows no Ed25519.
  const holds = (key, signature, message) => subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]).then(
    k => subtle.verify("Ed25519", k, signature, message),
    async () => (self.pendopoEd25519 || await import(root.dataset.fallback)).verifyAsync(signature, message, key));

  // The list of whoever was believed first.
  async function trusted() {
    const list = JSON.parse(root.dataset.list);
    let pinned;
    try { pinned = localStorage.pendopoList; } catch (e) { }
    if (pinned && pinned !== list.by || !await holds(bytes(list.by), bytes(list.signature), utf8.encode(list.body))) throw "list";
    try { localStorage.pendopoList = list.by; } catch (e) { }
    return JSON.parse(list.body);
  }

  const day = seconds => new Date(seconds * 1e3).toISOString().slice(0, 10);
  const spoken = iso => new Date(iso).toLocaleDateString(d.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });

  async function check(text) {
    let parts, head, claims;
    try {
      const whole = decode(text);
      parts = cbor(whole.slice(1)); head = cbor(parts[0]); claims = cbor(parts[2]);
      must(hex(whole) === hex(join([210, 132], bstr(parts[0]), [160], bstr(parts[2]), bstr(parts[3]))));
      must(head[1] === -8 && parts[3].length === 64);
    } catch (e) { return ["unreadable"]; }
    if (!subtle) return ["cannot"];
    try {
      const list = await trusted(), on = day(claims[6]), until = claims[4] && day(claims[4]), village = claims[1];
      const facts = {
        type: claims[-65537], number: claims[-65538], holder: claims[-65539], office: village,
        date: spoken(on), until: until ? spoken(until) : "–", made: spoken(list.made)
      };
      const key = list.keys.find(k =>
        k.id === hex(head[4]) && k.village === village && k.since <= on && (!k.until || on <= k.until));
      if (!key) return ["unknown", facts];
      facts.office = key.name;
      const signed = join([132, 106], utf8.encode("Signature1"), bstr(parts[0]), [64], bstr(parts[2]));
      if (!await holds(bytes(key.key), parts[3], signed)) return ["forged"];
      return [until && until < root.dataset.today ? "expired" : "valid", facts];
    } catch (why) { return [why === "list" ? why : "cannot"]; }
  }

  function show([outcome, facts = {}]) {
    root.dataset.outcome = outcome;
    root.hidden = false;
    root.querySelectorAll("[data-say]").forEach(e => { e.hidden = !e.dataset.say.split(" ").includes(outcome); });
    root.querySelectorAll("[data-fill]").forEach(e => { e.textContent = facts[e.dataset.fill] || ""; });
    root.focus();
    return outcome;
  }

  function codeIn(address) {
    const found = /\/V\/([^/?#]+)/.exec(address);
    return found ? decodeURIComponent(found[1]) : address.trim();
  }

  if (!root) return;
  root.dataset.today = root.dataset.today || new Date().toLocaleDateString("sv");
  self.pendopoVerify = text => check(codeIn(text)).then(show);
  if (/\/V\/./.test(location.pathname)) self.pendopoVerify(location.pathname);
})();
