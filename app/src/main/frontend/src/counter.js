// The counter: one's way through a list of procedures by arrow keys, and Enter for what a box is for.

for (const list of document.querySelectorAll("[data-pick]")) {
  const box = document.getElementById(list.dataset.pick);
  const items = () => [...list.querySelectorAll("[data-item]")];
  const move = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = items();
    const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (document.activeElement === box && event.key === "ArrowUp") return;
    event.preventDefault();
    (at < 0 ? box : all[Math.min(at, all.length - 1)])?.focus();
  };
  box.addEventListener("keydown", move);
  list.addEventListener("keydown", move);
  // the first of what was found is meant, once the list is that of the words in the box
  box.form.addEventListener("submit", (event) => {
    const shown = list.querySelector("[data-found]");
    if (!shown || shown.dataset.found !== box.value.trim() || !box.value.trim()) return;
    event.preventDefault();
    items()[0]?.click();
  });
}

// Enter in a number looks its owner up; with nothing typed it goes on as anywhere else
for (const part of document.querySelectorAll("[data-lookup]")) {
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !event.target.value.trim()) return;
    event.preventDefault();
    document.getElementById(part.dataset.lookup).click();
  });
}

const focus = document.querySelector("[data-focus]");
if (focus && !document.querySelector("[data-error-summary]")) document.getElementById(focus.dataset.focus)?.focus();

// What is accepted is printed: the window for the receipt opens with the press of the button, which browsers allow, and the
// page that follows shows the receipt in it. Where it was closed or refused, Enter on the link opens it.
const opens = document.querySelector("form[data-opens]");
if (opens) {
  opens.addEventListener("submit", () => {
    sessionStorage.setItem("motcua.opens", opens.dataset.opens);
    window.open("", opens.dataset.opens);
    window.focus();
  });
}
const shown = document.querySelector("a[data-open]");
if (shown && sessionStorage.getItem("motcua.opens") === shown.target) window.open(shown.href, shown.target);
sessionStorage.removeItem("motcua.opens");
