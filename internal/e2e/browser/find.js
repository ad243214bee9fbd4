// Finds things on a page by the words a person sees. Evaluated before each act; answers with a list of elements.
(() => {
  const clean = (s) => (s || "").replace(/\s+/g, " ").trim();
  const seen = (el) => {
    if (!el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const r = el.getBoundingClientRect();
    return r.width > 0 && r.height > 0;
  };
  const name = (el) => clean(el.getAttribute("aria-label") || (el.tagName === "INPUT" ? el.value : el.innerText || el.textContent));
  const pick = (list, words, what) => {
    const same = list.filter((e) => what(e) === words);
    if (same.length) return same;
    return list.filter((e) => what(e).includes(words));
  };
  const root = () => document.querySelector("dialog[open]") || document;
  window.__find = {
    clean, seen,
    // A button, link or summary by its words.
    act: (words) => pick([...root().querySelectorAll("a[href], button, summary, input[type=submit]")].filter(seen), words, name),
    // A field by its question, its name or its id; for a choice, the box with the given words.
    field: (words) => {
      const byName = [...document.querySelectorAll("input, select, textarea")].filter((e) => e.type !== "hidden" && (e.name === words || e.id === words));
      if (byName.length) return byName;
      const labels = pick([...root().querySelectorAll("label")], words, (l) => clean(l.innerText || l.textContent));
      return labels.map((l) => l.control).filter(Boolean);
    },
    choice: (question, words) => {
      const sets = pick([...root().querySelectorAll("fieldset")], question, (f) => clean(f.querySelector("legend")?.innerText));
      const within = sets.length ? sets : [...document.querySelectorAll(`input[name="${CSS.escape(question)}"]`)].map((e) => e.closest("label")).filter(Boolean);
      const labels = within.flatMap((f) => f.matches("label") ? [f] : [...f.querySelectorAll("label")]);
      const values = labels.map((l) => l.control).filter((c) => c && c.value === words);
      if (values.length) return values;
      return pick(labels, words, (l) => clean(l.innerText)).map((l) => l.control).filter(Boolean);
    },
    text: () => clean(document.body ? document.body.innerText : ""),
  };
})();
