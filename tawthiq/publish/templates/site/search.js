/* Searches the index of the site on the reader's own machine. Words are folded and cut as the index was (folding.js). */
(function () {
  "use strict";
  var form = document.getElementById("search");
  var words = JSON.parse(document.getElementById("words").textContent);
  var found = document.getElementById("found"), more = document.getElementById("more"), status = document.getElementById("status");
  var folding = window.tawthiqFolding, shards = [], waiting = null, hits = [], shown = 0, STEP = 50;
  var table = new Map();
  Object.keys(folding.to).forEach(function (to) {
    Array.from(folding.to[to]).forEach(function (from) { table.set(from, to); });
  });
  var gone = new Set(Array.from(folding.gone)), whole = new Set(folding.whole);

  function fold(text) {
    var out = "", ended = false;
    for (var c of text) {
      if (gone.has(c)) { continue; }
      if (ended && c >= folding.letters[0] && c <= folding.letters[1]) { out += " "; } // two words that a page has glued
      ended = c === folding.ends;
      out += table.has(c) ? table.get(c) : c;
    }
    return out;
  }
  function stem(word) {
    var letters = Array.from(word);
    for (;;) {
      var left = letters.join("");
      if (letters.length <= folding.longest && whole.has(left)) { return left; }
      var cut = folding.joined.find(function (c) { return left.startsWith(c) && letters.length - Array.from(c).length >= folding.least; });
      if (!cut) { return left; }
      letters = letters.slice(Array.from(cut).length);
    }
  }
  function stems(text) {
    return (fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) || []).map(stem);
  }
  window.tawthiqStems = stems;

  window.tawthiqShard = function (rows) { shards.push(rows); };
  function load(done) {
    if (shards.length === folding.shards) { done(); return; }
    if (waiting) { waiting = done; return; }
    waiting = done;
    status.textContent = words.loading;
    (function next(n) {
      if (n === folding.shards) { var last = waiting; waiting = null; last(); return; }
      var script = document.createElement("script");
      script.src = words.root + "search/" + n + ".js";
      script.onload = script.onerror = function () { next(n + 1); };
      document.head.appendChild(script);
    })(0);
  }
  function search() {
    var asked = stems(form.q.value), typed = /[\p{L}\p{N}]$/u.test(form.q.value), last = asked.length - 1;
    var from = parseInt(fold(form.from.value), 10), to = parseInt(fold(form.to.value), 10);
    hits = [];
    shards.forEach(function (rows) {
      rows.forEach(function (row) {
        var text = " " + row.w + " ";
        if (form.kind.value && row.k.indexOf(form.kind.value) < 0) { return; }
        if (form.governorate.value && row.g !== form.governorate.value) { return; }
        if (form.actor.value && row.a.indexOf(form.actor.value) < 0) { return; }
        if (from && !(row.y[1] >= from)) { return; }
        if (to && !(row.y[0] && row.y[0] <= to)) { return; }
        if (asked.every(function (w, n) { return text.includes(" " + w + (n === last && typed ? "" : " ")); })) { hits.push(row); }
      });
    });
    found.textContent = "";
    shown = 0;
    status.textContent = hits.length ? words.found.replace("{n}", hits.length.toLocaleString("en")) : words.none;
    show();
  }
  function show() {
    var at = words.lang === "ar" ? 0 : 1;
    hits.slice(shown, shown + STEP).forEach(function (row) {
      var item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("span");
      link.href = "i/" + row.f + ".html";
      link.textContent = row.t[at];
      about.className = "dim";
      about.textContent = [row.d[at], row.p[at], row.n ? words.killed + " \u2066" + row.n + "\u2069" : ""].filter(Boolean).join(" · ");
      item.append(link, document.createElement("br"), about);
      found.append(item);
    });
    shown += STEP;
    more.hidden = shown >= hits.length;
  }
  function address() {
    var asked = new URLSearchParams();
    ["q", "kind", "governorate", "actor", "from", "to"].forEach(function (name) {
      if (form[name].value) { asked.set(name, form[name].value); }
    });
    try { history.replaceState(null, "", location.pathname + (asked.toString() ? "?" + asked : "")); } catch (e) { /* pages from a disk */ }
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); address(); load(search); });
  form.addEventListener("reset", function () { setTimeout(function () { address(); found.textContent = status.textContent = ""; more.hidden = true; }); });
  form.addEventListener("change", function () { address(); load(search); });
  more.addEventListener("click", function () { var first = found.children.length; show(); found.children[first].querySelector("a").focus(); });
  form.hidden = false;
  var given = new URLSearchParams(location.search);
  var any = false;
  given.forEach(function (value, name) { if (form[name] && form[name].value !== undefined) { form[name].value = value; any = true; } });
  if (any) { load(search); }
})();
