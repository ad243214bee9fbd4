// The board where pairs are made. Without this file every button works as a page of its own; with it a change is shown where it
// happens, pairs can be dragged, and the list goes on by itself.
const list = document.getElementById("pair-list");
const parser = new DOMParser();
const header = { "X-Board": "1" };
let busy = 0;

const slot = (id) => document.getElementById(id);

// Each part of an answer takes the place of what has its id. A pair that was not on the page comes first in the list.
const put = (html) => {
  const page = parser.parseFromString(html, "text/html");
  for (const part of [...page.body.children]) {
    const gone = part.dataset.gone;
    if (gone) { const old = slot(gone); if (old) old.remove(); continue; }
    const old = part.id && slot(part.id);
    const fresh = document.adoptNode(part);
    if (old) old.replaceWith(fresh); else if (fresh.matches(".pair-item") && list) list.prepend(fresh);
    wake(fresh);
  }
};

const wake = (within) => {
  for (const el of within.querySelectorAll("[data-js]")) el.hidden = false;
  for (const el of within.querySelectorAll("[data-drag]")) el.draggable = true;
};

const fetchParts = async (url, options = {}) => {
  const began = performance.now();
  busy++;
  document.documentElement.classList.add("board-busy");
  try {
    const res = await fetch(url, { ...options, headers: { ...header, ...options.headers }, credentials: "same-origin" });
    if (res.redirected || !(res.headers.get("content-type") || "").startsWith("text/html") || (res.status >= 400 && res.status !== 409)) return false;
    put(await res.text());
    performance.measure("board", { start: began });
    return true;
  } catch {
    return false;
  } finally {
    if (--busy === 0) document.documentElement.classList.remove("board-busy");
  }
};

// A button of the board: the answer is shown here, or, when that fails, on the page the form leads to.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("[data-edit]") || form.method !== "post" || event.defaultPrevented) return;
  event.preventDefault();
  const at = form.closest(".pair-item");
  const ok = await fetchParts(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
  if (!ok) { form.submit(); return; }
  // the keyboard stays where it was: the card may be another element now
  const again = at && slot(at.id);
  const focus = again ? again.querySelector("[data-edit] button, [data-edit] a") : slot("board-tools")?.querySelector("button:not([disabled])");
  if (focus && !document.activeElement?.closest("[data-edit]")) focus.focus({ preventScroll: true });
});

const ask = async (url, id) => {
  if (!(await fetchParts(url))) { location.href = url; return; }
  const head = slot(id)?.querySelector("[tabindex]");
  if (head) head.focus({ preventScroll: true });
};

document.addEventListener("click", (event) => {
  const el = event.target instanceof Element ? event.target.closest("[data-why],[data-why-close]") : null;
  if (!el || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (el.matches("[data-why-close]")) {
    const open = el.closest(".why-slot"), card = el.closest(".pair-item");
    if (!open || !card) return;
    event.preventDefault();
    open.replaceChildren();
    card.querySelector("[data-why]")?.focus();
    return;
  }
  if (!slot(el.dataset.why)) return;
  event.preventDefault();
  ask(el.href, el.dataset.why);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { document.activeElement?.closest(".why-slot")?.querySelector("[data-why-close]")?.click(); return; }
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches?.("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const form = key === "z" && !event.shiftKey ? "undo" : key === "y" || (key === "z" && event.shiftKey) ? "redo" : "";
  const button = form && slot("board-tools")?.querySelector(`form[action$="/${form}"] button:not([disabled])`);
  if (button) { event.preventDefault(); button.click(); }
});

// --- dragging: what is dropped on a pair asks what it would cost; nothing changes before the yes
let held = null;
document.addEventListener("dragstart", (event) => {
  const from = event.target instanceof Element ? event.target.closest("[data-drag]")?.closest("[data-mentee]") : null;
  if (!from) return;
  held = { mentee: from.dataset.mentee, mentor: from.dataset.mentor };
  event.dataTransfer.setData("text/plain", from.dataset.name || "");
  event.dataTransfer.effectAllowed = "move";
  from.classList.add("dragged");
});
document.addEventListener("dragend", () => {
  held = null;
  for (const el of document.querySelectorAll(".dragged, .drop-here")) el.classList.remove("dragged", "drop-here");
});
const target = (event) => {
  const card = held && event.target instanceof Element ? event.target.closest(".pair-item") : null;
  return card && card.dataset.mentee !== held.mentee ? card : null;
};
document.addEventListener("dragover", (event) => {
  const card = target(event);
  for (const el of document.querySelectorAll(".drop-here")) if (el !== card) el.classList.remove("drop-here");
  if (!card) return;
  event.preventDefault();
  card.classList.add("drop-here");
});
document.addEventListener("drop", (event) => {
  const card = target(event);
  if (!card) return;
  event.preventDefault();
  // a pair dropped on another: its mentee asks for that mentor; so does somebody without a partner
  const url = new URL(card.dataset.whyUrl, location.href);
  url.searchParams.set("mentee", held.mentee);
  url.searchParams.set("mentor", card.dataset.mentor);
  const id = "why-" + held.mentee;
  if (!slot(id)) { // somebody without a card: the answer stands in the card that was dropped on
    const place = document.createElement("div");
    place.id = id;
    place.className = "why-slot";
    card.querySelector(".why-slot").after(place);
  }
  ask(url.href, id).then(() => slot(id)?.scrollIntoView({ block: "nearest" }));
});

// --- the list goes on when its end comes near
const more = async () => {
  const pager = slot("pair-pager"), next = pager?.querySelector("a[rel=next]");
  if (!list || !next || list.dataset.loading) return;
  list.dataset.loading = "1";
  try {
    const res = await fetch(next.href, { credentials: "same-origin" });
    if (!res.ok) return;
    const page = parser.parseFromString(await res.text(), "text/html");
    for (const li of [...(page.getElementById("pair-list")?.children || [])]) {
      if (slot(li.id)) continue;
      const fresh = document.adoptNode(li);
      list.append(fresh);
      wake(fresh);
    }
    list.classList.add("long");
    const following = page.querySelector("#pair-pager a[rel=next]");
    if (following) next.href = following.href; else pager.remove();
  } finally {
    delete list.dataset.loading;
  }
};
const pager = slot("pair-pager");
if (list && pager && "IntersectionObserver" in window) {
  new IntersectionObserver((seen) => { if (seen.some((s) => s.isIntersecting)) more(); }, { rootMargin: "1200px" }).observe(pager);
}
wake(document);
