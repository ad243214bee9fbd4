// The small things HTML cannot do by itself. Every page works without this file.
(() => {
  "use strict";
  const doc = document, root = doc.documentElement;
  const closest = (event, sel) => event.target instanceof Element ? event.target.closest(sel) : null;

  // --- theme: a cookie, so that the server renders the right one next time and nothing flashes
  const savedTheme = () => (doc.cookie.match(/(?:^|; )theme=(dag|aften|system)/) || [])[1];
  const showTheme = (name) => {
    if (name === "dag" || name === "aften") root.dataset.theme = name; else delete root.dataset.theme;
    for (const b of doc.querySelectorAll("[data-set-theme]")) b.setAttribute("aria-pressed", String(b.dataset.setTheme === (name || "system")));
  };
  if (savedTheme()) showTheme(savedTheme());
  const setTheme = (name) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    doc.cookie = `theme=${name}; path=/; max-age=31536000; samesite=lax${secure}`;
    showTheme(name);
  };

  // --- one dialog asks every "are you sure"; the page says what happens, in its own words
  let onYes = null;
  const ask = (el, text, yes) => {
    const box = doc.getElementById("confirm");
    if (!box || !box.showModal) { if (window.confirm(text)) yes(); return; }
    box.querySelector("[data-confirm-title]").textContent = el.dataset.confirmTitle || box.dataset.title;
    box.querySelector("[data-confirm-text]").textContent = text;
    const button = box.querySelector("[data-confirm-yes]");
    button.textContent = el.dataset.confirmYes || (el.matches("button") && el.textContent.trim()) || box.dataset.yes;
    onYes = yes;
    box.showModal();
  };
  doc.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    const el = by && by.dataset.confirm ? by : form;
    if (!el.dataset.confirm || el.dataset.confirmed === "1") { delete el.dataset.confirmed; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(el, el.dataset.confirm, () => { el.dataset.confirmed = "1"; form.requestSubmit(by || undefined); });
  }, true);
  doc.addEventListener("htmx:confirm", (event) => {
    const { ctx, issueRequest } = event.detail;
    if (!ctx.confirm) return;
    event.preventDefault();
    ask(event.target, ctx.confirm, issueRequest);
  });

  doc.addEventListener("click", (event) => {
    let el;
    if ((el = closest(event, "[data-set-theme]"))) setTheme(el.dataset.setTheme);
    if ((el = closest(event, "[data-dialog-open]"))) { const d = doc.getElementById(el.dataset.dialogOpen); if (d) { event.preventDefault(); d.showModal(); } }
    if ((el = closest(event, "[data-dialog-close]"))) el.closest("dialog").close();
    if ((el = closest(event, "[data-confirm-yes]"))) { const yes = onYes; onYes = null; el.closest("dialog").close(); if (yes) yes(); }
    if ((el = closest(event, "[data-dismiss]"))) { const d = el.closest(".note, .nudge"); if (d) d.remove(); }
    if (closest(event, "[data-print]")) window.print();
    if ((el = closest(event, "[data-copy]"))) {
      const src = doc.getElementById(el.dataset.copy);
      if (src && navigator.clipboard) navigator.clipboard.writeText(src.value || src.textContent.trim()).then(() => { if (el.dataset.copied) el.textContent = el.dataset.copied; });
    }
    // an open menu closes when the visitor goes on elsewhere
    for (const d of doc.querySelectorAll("details.sw[open]")) if (!d.contains(event.target)) d.open = false;
  });
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const d of doc.querySelectorAll("details.sw[open]")) { d.open = false; d.querySelector("summary").focus(); }
  });

  doc.addEventListener("change", (event) => {
    const el = event.target;
    if (el.matches("[data-autosubmit]") && el.form) el.form.requestSubmit();
  });
  doc.addEventListener("input", (event) => {
    const el = event.target;
    if (el.matches("[data-output]")) { const out = doc.getElementById(el.dataset.output); if (out) out.value = el.value; }
    if (el.matches("[data-filter]")) {
      const q = el.value.trim().toLowerCase();
      for (const li of doc.querySelectorAll(`[data-filter-list="${CSS.escape(el.dataset.filter)}"] li`)) li.hidden = q !== "" && !li.textContent.toLowerCase().includes(q);
    }
  });

  // --- htmx: an answer we cannot show leaves the page as it was and says so
  const trouble = (event) => {
    const status = event.detail && event.detail.ctx && event.detail.ctx.response ? event.detail.ctx.response.status : 0;
    if (status > 0 && status < 500) return;
    const tpl = doc.getElementById(status ? "toast-server" : "toast-offline"), host = doc.getElementById("toasts");
    if (tpl && host) host.replaceChildren(tpl.content.cloneNode(true));
  };
  doc.addEventListener("htmx:response:error", trouble);
  doc.addEventListener("htmx:error", trouble);

  const wake = (within) => {
    for (const el of within.querySelectorAll("[data-js]")) el.hidden = false;
    for (const el of within.querySelectorAll("[data-nojs]")) el.hidden = true;
    const errors = within.querySelector(".errsum[data-focus]");
    if (errors) { errors.removeAttribute("data-focus"); errors.focus(); }
  };
  const start = () => {
    wake(doc);
    showTheme(root.dataset.theme || savedTheme());
  };
  doc.addEventListener("htmx:after:swap", () => wake(doc));
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", start); else start();
})();
