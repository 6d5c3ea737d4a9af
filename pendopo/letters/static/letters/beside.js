/* Beside checking a code: a photograph of it, the copy kept for days without a network, and comparing a PDF. */
(function () {
  "use strict";
  var d = document, root = d.querySelector("[data-verify]"), subtle = self.crypto && crypto.subtle;
  function hex(b) { return Array.prototype.map.call(new Uint8Array(b), function (n) { return (n + 256).toString(16).slice(1); }).join(""); }

  // The site knows more than the browser: it is asked whenever it answers. A saved file has no site behind it.
  var form = d.querySelector("[data-check-code]"), kept = new URLSearchParams(location.search).get("kode");
  if (form && !form.hasAttribute("action")) form.addEventListener("submit", function (e) {
    e.preventDefault();
    self.pendopoVerify(form.kode.value);
  });
  // A whole code comes back to this page only when the site did not answer: it would have led on to the letter.
  if (kept && kept.length > 99 && self.pendopoVerify) self.pendopoVerify(kept);

  var photo = d.querySelector("[data-photo]");
  if (photo && self.BarcodeDetector) {
    photo.closest("[hidden]").hidden = false;
    photo.addEventListener("change", function () {
      createImageBitmap(photo.files[0])
        .then(function (p) { return new BarcodeDetector({ formats: ["qr_code"] }).detect(p); })
        .then(function (found) {
          var text = found[0] ? found[0].rawValue : "?";
          if (form && form.hasAttribute("action") && text.length > 99) { form.kode.value = text; form.submit(); } else self.pendopoVerify(text);
        });
    });
  }

  var worker = navigator.serviceWorker;
  if (worker && root && root.dataset.worker) ["V/", "verifikasi/"].forEach(function (scope) {
    worker.register(root.dataset.worker, { scope: root.dataset.worker.replace(/verifikasi\/.*/, scope) }).catch(function () { });
  });

  // A PDF never leaves the telephone: only its fingerprint is compared.
  var compare = d.querySelector("[data-compare]");
  if (compare && subtle) compare.addEventListener("change", function (e) {
    e.target.files[0].arrayBuffer().then(function (b) { return subtle.digest("SHA-256", b); }).then(function (sum) {
      var same = compare.dataset.compare.split(" ").indexOf(hex(sum)) > -1;
      compare.querySelectorAll("[data-same]").forEach(function (p) { p.hidden = (p.dataset.same === "yes") !== same; });
    });
  });
})();
