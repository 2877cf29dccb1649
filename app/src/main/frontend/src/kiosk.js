import "./base.js";

/** Nobody touches the screen: it says so, and goes home. Without script the page's refresh does the same, unannounced. */
const body = document.body;
const told = document.querySelector("[data-idle-told]");
const left = document.querySelector("[data-idle-left]");
const idle = Number(body.dataset.idle) * 1000;
const WARNED = 15_000;
let until = 0;

function touched(event) {
  until = Date.now() + idle;
  // a finger on the warning still finds it there when it is lifted
  if (!event || !told.contains(event.target)) told.hidden = true;
}
document.querySelector("[data-idle-stay]").addEventListener("click", () => touched());
for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
  addEventListener(kind, touched, { passive: true, capture: true });
}
// a page that comes back from the browser's memory is not shown to whoever stands there now
addEventListener("pageshow", (event) => (event.persisted ? location.replace(body.dataset.home) : touched()));
setInterval(() => {
  const rest = until - Date.now();
  if (rest <= 0) {
    location.replace(body.dataset.home);
  } else if (rest < WARNED) {
    left.textContent = Math.ceil(rest / 1000);
    told.hidden = false;
  }
}, 500);
touched();

// what was posted is not posted again by going back
if (body.querySelector("form[method=post]") || body.querySelector("[data-once-shown]")) {
  history.replaceState(null, "", "/ki-ot/tra-cuu");
}
