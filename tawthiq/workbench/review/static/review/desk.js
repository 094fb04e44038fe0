// Comfort only: every page works without it. Keys: j/k next and last claim, a accept, r reject, e correct, / search, ? help.
"use strict";
(() => {
  const claims = () => [...document.querySelectorAll("[data-claim]")];
  let at = -1;
  const show = (n) => {
    const all = claims();
    if (!all.length) return;
    at = (n + all.length) % all.length;
    all.forEach((c) => c.classList.remove("here"));
    document.querySelectorAll("mark.here").forEach((m) => m.classList.remove("here"));
    const claim = all[at];
    claim.classList.add("here");
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest" });
    const mark = document.getElementById("m" + claim.dataset.claim);
    if (mark) { mark.classList.add("here"); mark.scrollIntoView({ block: "center" }); }
  };
  const open = (name) => {
    const claim = claims()[at];
    const part = claim && claim.querySelector(`details[data-act="${name}"]`);
    if (part) { part.open = true; const first = part.querySelector("input:not([type=hidden]),select"); if (first) first.focus(); }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input,select,textarea")) { if (event.key === "Escape") event.target.blur(); return; }
    if (event.key === "j") show(at + 1);
    else if (event.key === "k") show(at - 1);
    else if (event.key === "a") open("accept");
    else if (event.key === "r") open("reject");
    else if (event.key === "e") open("correct");
    else if (event.key === "/") { const box = document.querySelector("input[type=search]"); if (box) { box.focus(); event.preventDefault(); } }
    else if (event.key === "?") { const help = document.getElementById("keys"); if (help) help.open = !help.open; }
  });
  // The span of a new or corrected claim, by selecting words of the text. Offsets count code points, as spans do.
  const points = (s) => [...s].length;
  document.addEventListener("selectionchange", () => {
    const text = document.querySelector("[data-text]");
    const selection = document.getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const start = points(before.toString());
    const end = start + points(range.toString());
    document.querySelectorAll("form[data-span]").forEach((form) => {
      form.elements.start.value = start;
      form.elements.end.value = end;
      const shown = form.querySelector("[data-chosen]");
      if (shown) shown.textContent = range.toString();
    });
  });
})();
