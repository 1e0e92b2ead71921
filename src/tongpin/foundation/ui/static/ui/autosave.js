// Keeps what is typed in `form[data-autosave=key]` in this browser, every 10 s and on leaving a field, until it is submitted.
// Kept per account, at most 7 days; cleared after a submission that was accepted and on signing out. Never: passwords, files, keys.
(() => {
  "use strict";
  const PREFIX = "draft:";
  const SENT = "draft-sent";
  const WEEK = 7 * 24 * 3600 * 1000;
  const account = document.body.dataset.account || "";
  const kind = document.body.dataset.page;
  const store = (() => { try { localStorage.setItem("t", ""); localStorage.removeItem("t"); return localStorage; } catch { return null; } })();
  if (!store) return;

  const keysOf = (prefix) => Object.keys(store).filter((name) => name.startsWith(prefix));
  const nameOf = (form) => `${PREFIX}${account}:${form.dataset.autosave}`;
  const fields = (form) => [...form.elements].filter((one) => one.name && !one.name.startsWith("_") && one.name !== "csrfmiddlewaretoken" && !["hidden", "password", "file", "submit", "button"].includes(one.type));
  const read = (form) => fields(form).map((one) => [one.name, ["checkbox", "radio"].includes(one.type) ? one.value : "", ["checkbox", "radio"].includes(one.type) ? one.checked : one.multiple ? [...one.selectedOptions].map((o) => o.value) : one.value]);
  const write = (form, values) => values.forEach(([name, value, state]) => fields(form).filter((one) => one.name === name).forEach((one) => {
    if (["checkbox", "radio"].includes(one.type)) { if (one.value === value) one.checked = state; }
    else if (one.multiple) [...one.options].forEach((o) => { o.selected = state.includes(o.value); });
    else one.value = state;
  }));

  keysOf(PREFIX).forEach((name) => { try { if (Date.now() - JSON.parse(store.getItem(name)).at > WEEK) store.removeItem(name); } catch { store.removeItem(name); } });

  // A submission was accepted if the next page is neither the log-in, nor an error, nor the same form again.
  const sent = sessionStorage.getItem(SENT);
  if (sent) {
    sessionStorage.removeItem(SENT);
    const again = [...document.querySelectorAll("form[data-autosave]")].some((form) => nameOf(form) === sent && document.querySelector(".error-summary, .toast-error"));
    if (kind === "page" && account && !again) store.removeItem(sent);
  }
  document.querySelectorAll("form[data-clear-drafts]").forEach((form) => form.addEventListener("submit", () => keysOf(PREFIX).forEach((name) => store.removeItem(name))));

  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const name = nameOf(form);
    const words = form.dataset;
    const first = JSON.stringify(read(form));
    let last = first;
    const note = document.createElement("p");
    note.className = "saved-note";
    note.setAttribute("role", "status");
    form.append(note);
    const save = () => {
      const values = read(form);
      const text = JSON.stringify(values);
      if (text === last) return;
      last = text;
      store.setItem(name, JSON.stringify({ at: Date.now(), values }));
      note.textContent = `${words.savedText || ""} ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`;
    };
    form.addEventListener("focusout", save);
    const timer = setInterval(save, 10000);
    form.addEventListener("submit", () => { save(); clearInterval(timer); sessionStorage.setItem(SENT, name); });

    const kept = JSON.parse(store.getItem(name) || "null");
    if (!kept || JSON.stringify(kept.values) === first || document.querySelector(".error-summary")) return;
    const offer = document.createElement("div");
    offer.className = "draft-note";
    const text = document.createElement("span");
    text.textContent = `${words.keptText || ""} ${new Date(kept.at).toLocaleString("zh-CN", { hour12: false })}`;
    const button = (label, css, act) => { const one = document.createElement("button"); one.type = "button"; one.className = `btn ${css}`; one.textContent = label; one.addEventListener("click", () => { act(); offer.remove(); }); return one; };
    offer.append(text, button(words.restoreText || "", "btn-primary", () => { write(form, kept.values); last = ""; save(); }), button(words.discardText || "", "btn-outline-secondary", () => store.removeItem(name)));
    form.prepend(offer);
  });
})();
