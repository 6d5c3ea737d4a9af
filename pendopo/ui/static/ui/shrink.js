/* Makes photographs small before they are sent; without it they go as they are and the site makes them small. */
(function () {
  "use strict";
  if (!self.createImageBitmap || !self.DataTransfer) return;
  function small(file, side) {
    if (!/^image\//.test(file.type) && !/\.hei[cf]$/i.test(file.name)) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      var by = Math.min(1, side / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * by);
      canvas.height = Math.round(picture.height * by);
      var pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", 0.8); });
    }).then(function (blob) {
      if (!blob || (blob.size >= file.size && /jpe?g|png|webp/.test(file.type))) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }).catch(function () { return file; });
  }
  document.querySelectorAll("input[type=file][data-shrink]").forEach(function (input) {
    input.addEventListener("change", function () {
      var chosen = input.files;
      Promise.all(Array.from(chosen).map(function (file) { return small(file, Number(input.dataset.shrink)); })).then(function (files) {
        if (input.files !== chosen) return;
        var held = new DataTransfer();
        files.forEach(function (file) { held.items.add(file); });
        input.files = held.files;
      });
    });
  });
})();
