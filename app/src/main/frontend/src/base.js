// Refinements only: every page works without this file.
import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
// a refused form (4xx) still answers with the page that says why
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true, error: false },
  { code: "...", swap: false, error: true },
];

document.documentElement.classList.add("js");

/** Fields that only apply for some answers: shown and hidden as the answer changes. A hidden field is not sent. */
function conditional(root) {
  for (const part of root.querySelectorAll("[data-when-field]")) {
    const form = part.closest("form");
    if (!form || part.dataset.whenReady) continue;
    part.dataset.whenReady = "yes";
    const wanted = part.dataset.whenIn.split("|");
    for (const hint of part.querySelectorAll("[data-when-hint]")) hint.hidden = true;
    const update = () => {
      if (!part.isConnected) return form.removeEventListener("change", update);
      const named = [...form.elements].filter((e) => e.name === part.dataset.whenField && !e.disabled);
      const values = named
        .filter((e) => e.type !== "radio" || e.checked)
        .map((e) => (e.type === "checkbox" && !e.checked ? "false" : e.value));
      const shown = values.some((v) => wanted.includes(v));
      part.hidden = !shown;
      for (const e of part.querySelectorAll("input, select, textarea")) e.disabled = !shown;
    };
    form.addEventListener("change", update);
    update();
  }
}

/** A form that was sent is not sent twice; the server refuses the second one too, by its idempotency key. */
function once(root) {
  for (const form of root.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      else form.dataset.sent = "yes";
    });
  }
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

/** Characters left in a long answer, told only near the end. */
function counts(root) {
  for (const area of root.querySelectorAll("textarea[maxlength][data-left]")) {
    const hint = document.getElementById(area.dataset.left);
    if (!hint) continue;
    const update = () => {
      const left = area.maxLength - area.value.length;
      hint.textContent = left <= area.maxLength / 5 ? hint.dataset.text.replace("{0}", left) : "";
    };
    area.addEventListener("input", update);
    update();
  }
}

/** Files dropped on their box go into its file input; a chosen file is sent at once. */
function drops(root) {
  for (const box of root.querySelectorAll("[data-drop]")) {
    const input = box.querySelector("input[type=file]");
    const over = (on) => (event) => {
      event.preventDefault();
      box.classList.toggle("mc-drop--over", on);
    };
    box.addEventListener("dragover", over(true));
    box.addEventListener("dragleave", over(false));
    box.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

function diagrams(root) {
  for (const box of root.querySelectorAll("[data-diagram]:not([data-loading])")) {
    const load = () => {
      if (box.dataset.loading) return;
      box.dataset.loading = "yes";
      const script = document.createElement("script");
      script.src = box.dataset.script;
      document.head.append(script);
    };
    const details = box.closest("details");
    if (details && !details.open) details.addEventListener("toggle", load, { once: true });
    else load();
  }
}

function refine(root) {
  conditional(root);
  once(root);
  counts(root);
  drops(root);
  diagrams(root);
  for (const button of root.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
  for (const part of root.querySelectorAll("[data-script-only]")) part.hidden = false;
  const summary = root.querySelector("[data-error-summary]");
  if (summary) summary.focus();
}
refine(document);
document.addEventListener("htmx:afterSwap", (event) => refine(event.detail.elt));
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=csrf-token]");
  const header = document.querySelector("meta[name=csrf-header]");
  if (token && header && event.detail.verb !== "get") event.detail.headers[header.content] = token.content;
});

window.htmx = htmx;
