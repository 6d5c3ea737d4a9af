/* Enhancement only: 1, 2, 3 choose an answer, N leads to the next pair. Without it, Tab, arrows and Enter do the same. */
(function () {
  "use strict";
  var d = document;
  d.addEventListener("keydown", function (e) {
    if (e.altKey || e.ctrlKey || e.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== "radio") return;
    var choice = d.querySelector("input[type=radio][accesskey='" + e.key + "']");
    if (choice) { choice.checked = true; choice.focus(); e.preventDefault(); return; }
    if (e.key === "n" || e.key === "N") {
      var next = d.querySelector("a[rel=next]");
      if (next) { e.preventDefault(); next.click(); }
    }
  });
})();
