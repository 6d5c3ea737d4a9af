/* Makes photographs small and shows how far they are; without it they go as they are and the site makes them small. */
(function () {
  "use strict";
  if (!self.createImageBitmap || !self.DataTransfer) return;
  var d = document, waiting = [], MOST = 140000;
  // An A4 page at 1600 dots is 137 dpi, at 1100 still 94: small print stays legible. The first step that is small enough.
  var STEPS = [[1600, .72], [1600, .55], [1400, .5], [1250, .45], [1100, .42], [1000, .36]];
  function isHeic(file) { return /hei[cf]$/i.test(file.type) || /\.hei[cf]$/i.test(file.name); }
  function drawn(picture, side, quality) {
    var by = Math.min(1, side / Math.max(picture.width, picture.height)), canvas = d.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * by));
    canvas.height = Math.max(1, Math.round(picture.height * by));
    var pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", quality); });
  }
  function tried(picture, at) {
    return drawn(picture, STEPS[at][0], STEPS[at][1]).then(function (blob) {
      return !blob || blob.size <= MOST || at + 1 === STEPS.length ? blob : tried(picture, at + 1);
    });
  }
  function small(file) {
    if (!/^image\//.test(file.type) && !isHeic(file)) return Promise.resolve(file);
    if (file.size <= MOST && /jpe?g$/.test(file.type)) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      return tried(picture, 0).then(function (blob) { if (picture.close) picture.close(); return blob; });
    }).then(function (blob) {
      if (!blob || (blob.size >= file.size && /jpe?g|png|webp/.test(file.type))) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }).catch(function () { return file; });
  }
  function show(form, words, share) {
    var box = form.querySelector(".sending");
    if (!box) return;
    var bar = box.querySelector("progress");
    box.hidden = !words;
    box.querySelector("p").textContent = words;
    bar.hidden = share === undefined;
    if (share === null) bar.removeAttribute("value"); else if (share !== undefined) bar.value = share;
  }
  function said(form, key) { var box = form.querySelector(".sending"); return box ? box.dataset[key] : ""; }
  d.querySelectorAll("input[type=file][data-shrink]").forEach(function (input) {
    input.addEventListener("change", function () {
      var chosen = input.files, done = 0, form = input.form, all = Array.from(chosen), line = Promise.resolve([]);
      if (!chosen.length) return;
      // One after the other: a telephone has little memory.
      all.forEach(function (file) {
        line = line.then(function (held) {
          show(form, said(form, "shrinking") + " " + (++done) + "/" + all.length, 100 * (done - 1) / all.length);
          return small(file).then(function (one) { return held.concat(one); });
        });
      });
      waiting.push(line.then(function (files) {
        if (input.files !== chosen) return;
        var held = new DataTransfer(), wrong = "";
        files.forEach(function (file) {
          wrong = wrong || (!file.size && "empty") || (isHeic(file) && "heic") || "";
          held.items.add(file);
        });
        input.files = held.files;
        // What cannot be read anyway is said before ten minutes of sending.
        show(form, wrong ? said(form, wrong) : "", undefined);
      }));
    });
  });
  function free(form) {
    delete form.dataset.sent;
    delete form.dataset.busy;
    form.querySelectorAll("button").forEach(function (b) { b.removeAttribute("aria-disabled"); });
  }
  function send(form, button) {
    var data = new FormData(form), call = new XMLHttpRequest();
    if (button && button.name) data.append(button.name, button.value);
    call.open("POST", (button && button.getAttribute("formaction")) || form.action);
    call.upload.onprogress = function (e) {
      var words = said(form, "sending");
      if (e.lengthComputable) words += ": " + Math.ceil(e.loaded / 1024) + " / " + Math.ceil(e.total / 1024) + " KB";
      show(form, words, e.lengthComputable ? 100 * e.loaded / e.total : null);
    };
    // The choice stays on the page, so that a broken connection costs one more tap and no photograph.
    call.onerror = function () { free(form); show(form, said(form, "broken"), undefined); };
    call.onload = function () {
      if (call.status === 0 || call.status >= 500) { call.onerror(); return; }
      history.pushState(null, "", call.responseURL);
      d.open();
      d.write(call.responseText);
      d.close();
    };
    call.send(data);
  }
  d.querySelectorAll("form[enctype='multipart/form-data']").forEach(function (form) {
    if (!form.querySelector(".sending")) return;
    form.addEventListener("submit", function (e) {
      var chosen = Array.from(form.elements).some(function (one) { return one.type === "file" && one.files.length; });
      if (!chosen) return;
      e.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = "1";
      show(form, said(form, "sending"), null);
      Promise.all(waiting).then(function () { send(form, e.submitter); });
    });
  });
  addEventListener("popstate", function () { location.reload(); });
})();
