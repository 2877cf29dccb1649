import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

for (const box of document.querySelectorAll("[data-diagram]")) {
  fetch(box.dataset.diagram)
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    })
    .then(async (xml) => {
      const viewer = new NavigatedViewer({ container: box });
      await viewer.importXML(xml);
      const canvas = viewer.get("canvas");
      canvas.zoom("fit-viewport", "auto");
      if (canvas.zoom() > 1) canvas.zoom(1, "auto");
      for (const id of (box.dataset.now || "").split(" ").filter(Boolean)) {
        if (viewer.get("elementRegistry").get(id)) canvas.addMarker(id, "mc-now");
      }
    })
    .catch(() => {
      box.hidden = true; // the list of steps beside it says the same
    });
}
