// The desk by keyboard: an element with data-key="d" is pressed, or entered, by that key; j, k, x and g move in lists; a
// scanned dossier code opens its dossier from anywhere.

const CODE = /\d{3}(?:\.[0-9A-Z]{2,4}){2,4}-\d{6}-\d{4,}/i;
// a scanner types a character every few milliseconds, people don't
const SCANNER_GAP = 40;

const typing = (e) => e.closest && e.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const visible = (e) => !e.disabled && (e.offsetParent !== null || e.closest("details:not([open])"));

/** Opens what is folded, if it is, and enters its first field; a second press does the same and closes nothing. */
function enter(details) {
  details.open = true;
  const field = details.querySelector("input:not([type=hidden]):not(:disabled), select, textarea");
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

function press(target) {
  if (target.tagName === "SUMMARY") {
    enter(target.parentElement);
  } else if (typing(target)) {
    target.focus();
    if (target.select) target.select();
  } else {
    target.click();
  }
}

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];

function current() {
  const focused = document.activeElement && document.activeElement.closest("[data-row]");
  return focused || document.querySelector("[data-row][aria-selected=true]");
}

function go(step) {
  const all = rows();
  if (!all.length) return false;
  const now = current();
  const at = now ? all.indexOf(now) + step : step > 0 ? 0 : all.length - 1;
  const row = all[Math.max(0, Math.min(all.length - 1, at))];
  for (const other of all) other.removeAttribute("aria-selected");
  row.setAttribute("aria-selected", "true");
  row.querySelector("[data-open]").focus();
  return true;
}

const listKeys = {
  j: () => go(1),
  k: () => go(-1),
  x: () => {
    const box = current() && current().querySelector("[data-choose]");
    if (box) box.click();
    return Boolean(box);
  },
  g: () => {
    // with nothing chosen, the line one stands on
    const claim = current() && current().querySelector("[data-claim]");
    if (!claim || document.querySelector("[data-choose]:checked")) return false;
    claim.click();
    return true;
  },
};

async function showKeys(link) {
  let dialog = document.getElementById("phim-tat");
  if (!dialog) {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return link.click();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog = document.createElement("dialog");
    dialog.id = "phim-tat";
    dialog.className = "mc-dialog";
    dialog.setAttribute("aria-label", link.textContent);
    dialog.append(...page.querySelectorAll("[data-keys]"));
    const form = document.createElement("form");
    form.method = "dialog";
    const close = document.createElement("button");
    close.className = "govuk-button govuk-button--secondary";
    close.textContent = dialog.querySelector("[data-close]").dataset.close;
    form.append(close);
    dialog.append(form);
    document.body.append(dialog);
  }
  dialog.showModal();
}

let burst = "";
let last = 0;
let before = null;

/** Follows the stream of keys; true when it ended in a scanned code. */
function scanned(event) {
  const now = event.timeStamp;
  if (event.key === "Enter") {
    const found = now - last < SCANNER_GAP * 2 && burst.length > 15 && CODE.exec(burst);
    burst = "";
    if (!found) return false;
    // what the scanner typed into a box was not meant for it
    if (before) before.box.value = before.value;
    location.assign("/lam-viec/tim?q=" + encodeURIComponent(found[0]));
    return true;
  }
  if (event.key.length !== 1) return false;
  if (now - last > SCANNER_GAP) {
    burst = "";
    const box = typing(document.activeElement);
    before = box && "value" in box && box.type !== "file" ? { box, value: box.value } : null;
  }
  burst += event.key;
  last = now;
  return false;
}

// a key pressed in the middle of a burst belongs to the scanner: wait until it is clear that it stands alone
let waiting = 0;

document.addEventListener(
  "keydown",
  (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    clearTimeout(waiting);
    const inBurst = event.timeStamp - last < SCANNER_GAP && burst !== "";
    if (scanned(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const box = typing(event.target);
    if (event.key === "Escape" && box) {
      box.blur();
      return;
    }
    if (box || inBurst || event.key.length !== 1 || document.querySelector("dialog[open]")) return;
    const key = event.key;
    const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(visible);
    if (!target && !listKeys[key]) return;
    event.preventDefault();
    waiting = setTimeout(() => {
      if (listKeys[key] && listKeys[key]()) return;
      if (!target) return;
      if (key === "?") showKeys(target);
      else press(target);
    }, SCANNER_GAP);
  },
  true,
);

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row) return;
  for (const other of rows()) other.toggleAttribute("aria-selected", false);
  row.setAttribute("aria-selected", "true");
});
