import Viewer from "bpmn-js/lib/Viewer";

/** The type of a diagram is 12 px at 1:1: it is drawn no smaller at first, so that it can be read. */
const READABLE = 0.95;
const SMALLEST = 0.15;
const LARGEST = 3;
const EDGE = 16;

/** The drawing stands at its size in a box that scrolls, by finger, wheel or arrow keys. */
function show(box, viewer) {
  const canvas = viewer.get("canvas");
  const whole = canvas.viewbox().inner;
  const scroll = box.querySelector(".mc-diagram__scroll");
  const sheet = box.querySelector(".mc-diagram__sheet");
  const room = () => Math.min((scroll.clientWidth - 2 * EDGE) / whole.width, (scroll.clientHeight - 2 * EDGE) / whole.height);
  let scale = 1;
  const draw = (wanted) => {
    const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / scale;
    scale = Math.min(LARGEST, Math.max(SMALLEST, wanted));
    sheet.style.width = `${Math.ceil(whole.width * scale + 2 * EDGE)}px`;
    sheet.style.height = `${Math.ceil(whole.height * scale + 2 * EDGE)}px`;
    canvas.resized();
    canvas.viewbox({
      x: whole.x - EDGE / scale,
      y: whole.y - EDGE / scale,
      width: whole.width + (2 * EDGE) / scale,
      height: whole.height + (2 * EDGE) / scale,
    });
    scroll.scrollLeft = middle * scale - scroll.clientWidth / 2;
  };
  // in one box as high as it needs to be, up to most of the window
  scroll.style.height = `${Math.min(Math.max(whole.height * READABLE + 2 * EDGE + 16, 160), window.innerHeight * 0.7)}px`;
  draw(Math.max(READABLE, Math.min(1, room())));
  const acts = { in: () => draw(scale * 1.25), out: () => draw(scale / 1.25), whole: () => draw(Math.min(1, room())) };
  for (const [name, act] of Object.entries(acts)) box.querySelector(`[data-act=${name}]`).addEventListener("click", act);

  const registry = viewer.get("elementRegistry");
  const now = (box.dataset.now || "").split(" ").filter((id) => registry.get(id));
  for (const id of now) canvas.addMarker(id, "mc-now");
  let marked = null;
  for (const mark of ["removed", "changed", "added"]) {
    for (const id of (box.dataset[mark] || "").split(" ").filter((id) => registry.get(id))) {
      canvas.addMarker(id, `mc-${mark}`);
      if (!registry.get(id).waypoints) marked = registry.get(id);
    }
  }
  const first = now.length ? registry.get(now[0]) : marked ? marked : registry.filter((e) => e.type === "bpmn:StartEvent")[0];
  if (first) {
    scroll.scrollLeft = (first.x + first.width / 2 - whole.x) * scale + EDGE - scroll.clientWidth / 2;
    scroll.scrollTop = (first.y + first.height / 2 - whole.y) * scale + EDGE - scroll.clientHeight / 2;
  }
}

function button(act, sign, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.act = act;
  made.textContent = sign;
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

for (const box of document.querySelectorAll("[data-diagram][data-loading]:not([data-drawn])")) {
  box.dataset.drawn = "yes";
  const bar = document.createElement("div");
  bar.className = "mc-diagram__bar";
  bar.append(button("in", "+", box.dataset.in), button("out", "−", box.dataset.out), button("whole", "⤢", box.dataset.whole));
  const scroll = document.createElement("div");
  scroll.className = "mc-diagram__scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", box.getAttribute("aria-label"));
  const sheet = document.createElement("div");
  sheet.className = "mc-diagram__sheet";
  scroll.append(sheet);
  box.append(bar, scroll);
  fetch(box.dataset.diagram)
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    })
    .then(async (xml) => {
      const viewer = new Viewer({ container: sheet });
      await viewer.importXML(xml);
      show(box, viewer);
    })
    .catch(() => {
      box.hidden = true; // the list of steps beside it says the same
    });
}
