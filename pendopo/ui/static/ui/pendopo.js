/* Enhancement only: every page works without this file. */
(function () {
  "use strict";
  var d = document;
  function free(f) {
    delete f.dataset.sent;
    f.querySelectorAll("button").forEach(function (b) { b.removeAttribute("aria-disabled"); });
  }
  // A slow connection invites a second tap: the first one is enough. A download never leaves the page, so wait and free.
  d.addEventListener("submit", function (e) {
    var f = e.target;
    if (f.method !== "post") return;
    if (f.dataset.sent) { e.preventDefault(); return; }
    f.dataset.sent = "1";
    f.querySelectorAll("button:not([type=button])").forEach(function (b) { b.setAttribute("aria-disabled", "true"); });
    setTimeout(free, 15000, f);
  });
  addEventListener("pageshow", function () { d.querySelectorAll("form[data-sent]").forEach(free); });
  d.querySelectorAll("[data-print]").forEach(function (b) {
    b.hidden = false;
    b.addEventListener("click", function () { print(); });
  });
  var s = d.querySelector(".error-summary");
  if (s) s.focus();
  // The narrow navigation starts where the reader is.
  var c = d.querySelector(".nav [aria-current]");
  if (c) { var u = c.closest("ul"); u.scrollLeft = c.offsetLeft - u.offsetLeft - 16; }
})();
