// Comfort only: every page works without it. Letters are places on the keyboard, so that they do the same on an Arabic one.
// j/k next and last claim or row, Enter opens a row; a accept, r reject, e correct, n add a claim, t add a telling, m move or merge; v review,
// b grade, x split, p approve or publish, l access, u undo, w assign; 1/2 one incident or two; c comment, / search, g and a letter a screen, ? help.
"use strict";
(() => {
  const claims = () => {
    const found = [...document.querySelectorAll("[data-claim]")];
    return found.length ? found : [...document.querySelectorAll("main tbody tr:has(a), main article.panel:has(a), main section[data-row]")];
  };
  let at = -1;
  let going = 0;
  const show = (n) => {
    const all = claims();
    if (!all.length) return;
    at = (n + all.length) % all.length;
    all.forEach((c) => c.classList.remove("here"));
    document.querySelectorAll(".text .here").forEach((m) => m.classList.remove("here"));
    const claim = all[at];
    claim.classList.add("here");
    if (!claim.hasAttribute("tabindex")) claim.tabIndex = -1;
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest" });
    let mark = document.getElementById("m" + claim.dataset.claim);
    while (mark && !mark.matches("mark")) mark = mark.nextElementSibling;  // the place is named just before its words
    if (mark) { mark.classList.add("here"); mark.scrollIntoView({ block: "center" }); }
  };
  const enter = (part) => {
    if (!part) return;
    if (part.matches("a")) { part.click(); return; }
    for (let over = part; over; over = over.parentElement) if (over.matches("details")) over.open = true;
    const first = part.matches("input") ? part : part.querySelector("input:not([type=hidden]),select");
    if (first) { first.focus(); first.scrollIntoView({ block: "nearest" }); }
  };
  const within = (selector) => {
    const claim = claims()[at];
    const near = claim && claim.closest("section.panel");
    return (near && near.querySelector(selector)) || document.querySelector(selector);
  };
  const open = (name) => { const claim = claims()[at]; enter(claim && claim.querySelector(`[data-act="${name}"]`)); };
  const reach = (name) => () => enter(within(`[data-act="${name}"]`));
  const rule = (value) => {  // a ruling says its reason first
    const button = document.querySelector(`button[data-key="${value}"]`);
    if (!button) return;
    const reason = button.form.querySelector("input[name=reason]");
    if (reason && !reason.value.trim()) reason.focus(); else button.click();
  };
  const acts = {
    KeyJ: () => show(at + 1), KeyK: () => show(at < 0 ? -1 : at - 1), KeyA: () => open("accept"), KeyR: () => open("reject"), KeyE: () => open("correct"),
    KeyN: reach("add"), KeyT: reach("tell"), KeyM: reach("move"), KeyV: reach("review"), KeyB: reach("grade"), KeyX: reach("split"), KeyP: reach("approve"),
    KeyL: reach("access"), KeyU: reach("undo"), KeyW: reach("assign"), KeyC: reach("comment"), Digit1: () => rule("1"), Digit2: () => rule("2"),
    KeyG: () => { going = Date.now(); },
    Slash: () => { const box = document.querySelector("input[type=search]"); if (box) box.focus(); else document.querySelector("nav a[data-go=KeyS]")?.click(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input,select,textarea")) { if (event.key === "Escape") event.target.blur(); return; }
    if (event.key === "?" || event.key === "\u061f") {
      const help = document.getElementById("keys");
      if (help) { help.open = !help.open; help.scrollIntoView({ block: "nearest" }); }
    } else if (Date.now() - going < 1500) {
      going = 0;
      const link = document.querySelector(`nav a[data-go="${event.code}"]`);
      if (link) { event.preventDefault(); link.click(); }
    } else if (event.key === "Enter" && event.target === claims()[at] && !event.target.matches("[data-claim]")) {
      const link = event.target.querySelector("a[href]");
      if (link) link.click();
    } else if (event.code === "Escape") {
      event.target.closest("details[open]")?.removeAttribute("open");
    } else if (acts[event.code] && !event.shiftKey) {
      event.preventDefault();
      acts[event.code]();
    }
  });
  // Files dropped anywhere on the inbox's form are those of its field.
  document.querySelectorAll("form[data-drop]").forEach((form) => {
    const over = (event, on) => { event.preventDefault(); form.classList.toggle("over", on); };
    form.addEventListener("dragover", (event) => over(event, true));
    form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) over(event, false); });
    form.addEventListener("drop", (event) => {
      over(event, false);
      const field = form.querySelector("input[type=file]");
      if (!event.dataTransfer.files.length || !field) return;
      const all = new DataTransfer();
      [...field.files, ...event.dataTransfer.files].forEach((file) => all.items.add(file));
      field.files = all.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    form.querySelector("input[type=file]")?.addEventListener("change", (event) => {
      const list = form.querySelector("[data-files]");
      if (list) list.replaceChildren(...[...event.target.files].map((file) => { const item = document.createElement("li"); const name = document.createElement("bdi"); name.textContent = file.name; item.append(name); return item; }));
    });
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
      form.elements.words.value = "";
      const shown = form.querySelector("[data-chosen]");
      if (shown) shown.textContent = range.toString();
    });
  });
})();
