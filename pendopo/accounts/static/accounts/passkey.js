/* Passkeys: asks the browser to make or use one and posts its answer. Without it, PIN and codes work. */
(function () {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (mark) { return mark.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function prepared(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    [].concat(options.excludeCredentials || [], options.allowCredentials || []).forEach(function (key) {
      key.id = bytes(key.id);
    });
    return options;
  }
  function answered(key) {
    var made = key.response, out = { clientDataJSON: text(made.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (made[name]) out[name] = text(made[name]);
    });
    return {
      id: key.id, rawId: text(key.rawId), type: key.type, response: out,
      clientExtensionResults: key.getClientExtensionResults()
    };
  }
  function question(form) {
    if (form.dataset.optionsUrl) {
      return fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } })
        .then(function (answer) { return answer.json(); });
    }
    var held = form.dataset.options || document.getElementById(form.dataset.optionsJson).textContent;
    return Promise.resolve(JSON.parse(held));
  }
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var button = form.querySelector("[data-passkey-start]"), none = form.querySelector("[data-passkey-none]");
    button.hidden = false;
    if (none) none.hidden = true;
    button.addEventListener("click", function () {
      question(form).then(function (found) {
        var asked = found.publicKey ? found : found.request_options || found.creation_options || found;
        var options = prepared(asked.publicKey), alone = form.querySelector("[name=passwordless]");
        if (alone && alone.checked) {
          options.authenticatorSelection = Object.assign({}, options.authenticatorSelection, {
            residentKey: "required", requireResidentKey: true, userVerification: "required"
          });
        }
        return navigator.credentials[form.dataset.passkey]({ publicKey: options });
      }).then(function (key) {
        form.querySelector("[name=answer], [name=credential]").value = JSON.stringify(answered(key));
        form.submit();
      }).catch(function () {
        if (none) none.hidden = false;
      });
    });
  });
})();
