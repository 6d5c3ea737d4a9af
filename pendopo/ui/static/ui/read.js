/* Reads the page aloud where the browser has a voice of its language; elsewhere the button stays away. */
(function () {
  "use strict";
  var s = self.speechSynthesis, d = document, box = d.querySelector("[data-read-aloud]");
  if (!s || !box) return;
  var b = box.querySelector("button"), go = b.textContent, lang = d.documentElement.lang || "id";
  function voice() {
    return s.getVoices().find(function (one) { return one.lang.toLowerCase().replace("_", "-").indexOf(lang) === 0; });
  }
  function look() { box.hidden = !voice(); }
  function quiet() { s.cancel(); b.textContent = go; }
  // What is printed or folded away is not read; a label is read with its field.
  function words() {
    return Array.from(d.querySelectorAll("main :is(h1,h2,h3,p,li,dt,dd,label,legend,th,td,summary)")).filter(function (one) {
      return !one.closest("[hidden],.no-print,.print-only,[data-read-aloud]") && !one.querySelector("p,li,dt,dd") && one.offsetParent;
    }).map(function (one) { return one.innerText.trim(); }).filter(Boolean);
  }
  b.addEventListener("click", function () {
    if (s.speaking) { quiet(); return; }
    var all = words();
    // One utterance a paragraph: Chromium falls silent in long ones.
    all.forEach(function (text, at) {
      var one = new SpeechSynthesisUtterance(text);
      one.voice = voice();
      one.lang = one.voice ? one.voice.lang : lang;
      one.rate = 0.95;
      if (at + 1 === all.length) one.onend = quiet;
      s.speak(one);
    });
    b.textContent = b.dataset.stop;
  });
  addEventListener("pagehide", quiet);
  if (s.addEventListener) s.addEventListener("voiceschanged", look);
  look();
})();
