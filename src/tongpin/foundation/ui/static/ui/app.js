// Small helps; every page works without them. No inline code: the content security policy forbids it.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const wide = window.matchMedia("(min-width: 768px)");

  // Menus that fold on the phone.
  document.querySelectorAll("[data-toggle]").forEach((button) => {
    const target = document.getElementById(button.dataset.toggle);
    button.addEventListener("click", () => button.setAttribute("aria-expanded", String(target.classList.toggle("open"))));
  });
  // A group of the navigation closes when the reader goes elsewhere.
  const groups = document.querySelectorAll(".nav-group");
  const fold = (except) => groups.forEach((group) => { if (group !== except) group.open = false; });
  document.addEventListener("click", (event) => { if (wide.matches) fold(event.target.closest(".nav-group")); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { const open = [...groups].find((group) => group.open); fold(null); open?.querySelector("summary").focus(); } });
  if (!wide.matches) groups.forEach((group) => { if (group.classList.contains("has-current")) group.open = true; });
  document.querySelectorAll("details[data-open-wide]").forEach((fold) => { if (wide.matches) fold.open = true; });

  // Messages: good news leaves after ten seconds unless someone reads it, bad news stays.
  document.querySelectorAll(".toast-note").forEach((note) => {
    const leave = () => note.remove();
    note.querySelector("[data-dismiss]").addEventListener("click", leave);
    if ("keep" in note.dataset || note.querySelector("form")) return;
    let timer = setTimeout(leave, 10000);
    ["mouseenter", "focusin"].forEach((kind) => note.addEventListener(kind, () => clearTimeout(timer)));
    ["mouseleave", "focusout"].forEach((kind) => note.addEventListener(kind, () => { clearTimeout(timer); timer = setTimeout(leave, 10000); }));
  });

  // The summary of errors is read first.
  document.querySelector("[data-focus]")?.focus();

  // One press, one request; the server's key guards as well.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // A picker beside a typed day fills it in.
  document.querySelectorAll("[data-fills]").forEach((picker) => {
    picker.hidden = false;
    picker.addEventListener("change", () => { const field = document.getElementById(picker.dataset.fills); field.value = picker.value; field.dispatchEvent(new Event("change", { bubbles: true })); });
  });

  // Suggestions from the server for a text field: `data-suggest` is the address, `list` names the datalist.
  document.querySelectorAll("input[data-suggest]").forEach((field) => {
    let asked = "";
    field.addEventListener("input", async () => {
      const text = field.value.trim();
      if (!text || text === asked) return;
      asked = text;
      try {
        const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
        if (!answer.ok || field.value.trim() !== text) return;
        const list = document.getElementById(field.getAttribute("list"));
        list.replaceChildren(...(await answer.json()).names.map((name) => { const one = document.createElement("option"); one.value = name; return one; }));
      } catch { /* without suggestions the field still works */ }
    });
  });

  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  document.querySelectorAll("[data-reload-on-change]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit(field.form.querySelector("[data-reload]"))));
  document.querySelectorAll("[data-check-all]").forEach((box) => box.addEventListener("change", () => {
    document.querySelectorAll(`input[name="${box.dataset.checkAll}"]`).forEach((one) => { one.checked = box.checked; one.dispatchEvent(new Event("change", { bubbles: true })); });
  }));
  document.querySelectorAll("[data-count-of]").forEach((place) => {
    const count = () => { place.textContent = String(document.querySelectorAll(`input[name="${place.dataset.countOf}"]:checked`).length); };
    document.addEventListener("change", count);
    count();
  });
})();
