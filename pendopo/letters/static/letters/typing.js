/* The editor of a letter: the picture follows while somebody types. Nothing is kept before "Simpan". */
(function () {
  "use strict";
  var shown = document.querySelector("[data-trial]"), form = document.querySelector("form textarea[name=template]");
  if (!shown || !form || !self.fetch) return;
  form = form.form;
  var waiting, asked = 0;
  form.template.addEventListener("input", function () {
    clearTimeout(waiting);
    shown.setAttribute("aria-busy", "true");
    waiting = setTimeout(look, 700);
  });
  function look() {
    var mine = ++asked;
    fetch(shown.dataset.trial, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": form.csrfmiddlewaretoken.value } })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      // an answer that a newer one has overtaken is dropped; without a network the last picture stays
      .then(function (html) { if (mine === asked) shown.innerHTML = html; })
      .catch(function () { })
      .then(function () { if (mine === asked) shown.removeAttribute("aria-busy"); });
  }
})();
