/* The kiosk forgets whoever left: so long after the last touch the page is left, and what was typed goes with it. */
(function () {
  "use strict";
  var d = document, box = d.querySelector("[data-seconds]"), left = d.querySelector("[data-left]");
  if (!box) return;
  var seconds = Number(box.dataset.seconds), ends, asked = 0;
  function leave() {
    d.querySelectorAll("main form").forEach(function (f) { f.reset(); });
    d.querySelector("main").hidden = true;
    location.replace(box.dataset.leave);
  }
  // The server counts from what it hears: shortly after each touch, so that it never forgets before the page does.
  function tell() {
    asked = 0;
    fetch(box.dataset.keep, { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
      if (answer.status === 410) leave();
    }).catch(function () {});
  }
  function touched() {
    ends = Date.now() + seconds * 1000;
    if (box.dataset.keep && !asked) asked = setTimeout(tell, Math.min(3000, seconds * 100));
  }
  function count() {
    var rest = Math.ceil((ends - Date.now()) / 1000);
    if (rest <= 0) leave();
    left.hidden = rest > 30;
    left.querySelector("span").textContent = rest;
  }
  ends = Date.now() + seconds * 1000;
  ["pointerdown", "keydown", "input", "scroll"].forEach(function (kind) { addEventListener(kind, touched, { passive: true }); });
  // With a script the button keeps what was typed and loads nothing.
  d.querySelectorAll("[data-stay]").forEach(function (one) {
    one.addEventListener("click", function (e) { e.preventDefault(); touched(); count(); });
  });
  // Back from the browser's memory: the page of somebody who is gone is not shown.
  addEventListener("pageshow", function (e) { if (e.persisted) leave(); });
  setInterval(count, 1000);
})();
