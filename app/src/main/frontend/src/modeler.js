import Modeler from "bpmn-js/lib/Modeler";

/** Our attributes, so that they are read, kept and written. */
const motcua = {
  name: "motcua",
  uri: "https://motcua.vn/bpmn",
  prefix: "motcua",
  xml: { tagAlias: "lowerCase" },
  types: [
    extending("UserTask", "unit", "position", "allowance", "work", "public", "outcomes", "output", "form", "print"),
    extending("EndEvent", "result"),
    extending("ServiceTask", "service", "input", "output"),
    extending("BusinessRuleTask", "decision", "variable"),
    extending("CallActivity", "input", "output"),
    extending("SendTask", "key"),
    extending("ReceiveTask", "key"),
    extending("MessageEventDefinition", "key"),
    extending("TimerEventDefinition", "workingMinutes"),
    extending("MultiInstanceLoopCharacteristics", "collection", "item"),
    { name: "Decisions", superClass: ["Element"], properties: [{ name: "body", isBody: true, type: "String" }] },
    {
      name: "Form",
      superClass: ["Element"],
      properties: [
        { name: "key", isAttr: true, type: "String" },
        { name: "body", isBody: true, type: "String" },
      ],
    },
  ],
};

function extending(type, ...attributes) {
  return {
    name: `Our${type}`,
    extends: [`bpmn:${type}`],
    properties: attributes.map((name) => ({ name, isAttr: true, type: "String" })),
  };
}

const form = document.querySelector("[data-modeler]");
const source = form.querySelector("[name=bpmn]");
const field = (name) => form.querySelector(`[name="p-${name}"]`);
const ours = ["unit", "position", "work", "allowance", "public", "outcomes", "form", "print", "result"];
const modeler = new Modeler({
  container: form.querySelector("[data-canvas]"),
  moddleExtensions: { motcua },
});
let selected = null;
let changed = false;
let sending = false;

/** Shows what can be said about the one element that is selected. */
function show(element) {
  selected = element && element.type !== "label" ? element : null;
  if (element && element.labelTarget) selected = element.labelTarget;
  const business = selected && selected.businessObject;
  const root = selected && !selected.parent;
  form.querySelector("[data-panel=none]").hidden = Boolean(business && !root);
  form.querySelector("[data-panel=any]").hidden = !business || root;
  for (const part of form.querySelectorAll("[data-panel^='bpmn:']")) {
    part.hidden = !business || !business.$instanceOf(part.dataset.panel);
  }
  if (!business || root) return;
  field("name").value = business.name || "";
  for (const name of ours) {
    const value = business.get(`motcua:${name}`) || "";
    const input = field(name);
    if (input.tagName === "SELECT" && value && ![...input.options].some((option) => option.value === value)) {
      input.append(new Option(value, value));
    }
    input.value = value;
  }
  field("condition").value = business.conditionExpression ? business.conditionExpression.body || "" : "";
  const from = business.sourceRef;
  document.getElementById("p-default").checked = Boolean(from && from.default === business);
}

function change(properties, of = selected) {
  modeler.get("modeling").updateProperties(of, properties);
}

field("name").addEventListener("change", (event) => selected && modeler.get("modeling").updateLabel(selected, event.target.value.trim()));
for (const name of ours) {
  field(name).addEventListener("change", (event) => {
    if (selected) change({ [`motcua:${name}`]: event.target.value.trim() || undefined });
  });
}
field("condition").addEventListener("change", (event) => {
  if (!selected) return;
  const text = event.target.value.trim();
  change({
    conditionExpression: text ? modeler.get("moddle").create("bpmn:FormalExpression", { body: text }) : undefined,
  });
});
document.getElementById("p-default").addEventListener("change", (event) => {
  if (!selected || !selected.source) return;
  change({ default: event.target.checked ? selected.businessObject : undefined }, selected.source);
});

modeler.on("selection.changed", ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : null));
modeler.on("commandStack.changed", () => {
  changed = true;
  if (selected) show(selected);
});
window.addEventListener("beforeunload", (event) => {
  if (changed && !sending) event.preventDefault();
});

form.addEventListener("submit", async (event) => {
  if (sending) return;
  event.preventDefault();
  if (document.activeElement) document.activeElement.blur(); // what is still being typed counts
  const { xml } = await modeler.saveXML({ format: true });
  source.value = xml;
  sending = true;
  form.submit();
});

/** The whole drawing, beside the palette, at its own size at most. */
function fit() {
  const canvas = modeler.get("canvas");
  const { inner, outer } = canvas.viewbox();
  const beside = outer.width > 500 ? 130 : 70;
  const scale = Math.min(1, (outer.width - beside - 20) / inner.width, (outer.height - 40) / inner.height);
  canvas.viewbox({
    x: inner.x - beside / scale,
    y: inner.y - (outer.height / scale - inner.height) / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

modeler
  .importXML(source.value)
  .then(({ warnings }) => {
    form.dataset.warnings = String(warnings.length);
    for (const warning of warnings) console.warn(warning.message);
    fit();
    const registry = modeler.get("elementRegistry");
    for (const problem of document.querySelectorAll("[data-element]")) {
      const element = problem.dataset.element && registry.get(problem.dataset.element);
      if (element) {
        modeler.get("canvas").addMarker(element, "mc-removed");
        problem.addEventListener("click", () => modeler.get("selection").select(element));
      }
    }
    show(null);
    form.dataset.ready = "yes";
  })
  .catch(() => {
    form.querySelector("[data-panel=none]").textContent = form.dataset.failed;
  });
