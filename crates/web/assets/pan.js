// A map can be moved with the pointer and brought nearer with Ctrl + wheel or two fingers; a double click puts it back.
document.querySelectorAll("[data-pan]").forEach(movable);
// A map that arrived while the page was open can be moved too.
document.addEventListener("exchanged", (event) => event.target.querySelectorAll("[data-pan]").forEach(movable));

function movable(figure) {
  const svg = figure.querySelector("svg");
  if (!svg?.viewBox.baseVal.width) return;
  const { x, y, width, height } = svg.viewBox.baseVal;
  const view = { x, y, width, height };
  const fingers = new Map();
  let moved = 0;
  svg.style.overflow = "hidden";
  svg.style.touchAction = "pan-y";

  const draw = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  const scale = () => view.width / svg.getBoundingClientRect().width;
  const nearer = (factor, clientX, clientY) => {
    const box = svg.getBoundingClientRect();
    const size = Math.min(width, Math.max(width / 6, view.width * factor));
    const ratio = size / view.width;
    const px = view.x + ((clientX - box.left) / box.width) * view.width;
    const py = view.y + ((clientY - box.top) / box.height) * view.height;
    view.x = px - (px - view.x) * ratio;
    view.y = py - (py - view.y) * ratio;
    view.width = size;
    view.height = height * (size / width);
    draw();
  };

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    nearer(event.deltaY > 0 ? 1.15 : 1 / 1.15, event.clientX, event.clientY);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => { fingers.set(event.pointerId, event); moved = 0; });
  svg.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    if (fingers.size === 2) {
      const other = [...fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
      const gap = (a) => Math.hypot(a.clientX - other.clientX, a.clientY - other.clientY) || 1;
      nearer(gap(last) / gap(event), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    } else if (view.width < width || event.pointerType === "mouse") {
      view.x -= (event.clientX - last.clientX) * scale();
      view.y -= (event.clientY - last.clientY) * scale();
      draw();
    }
    moved += Math.abs(event.clientX - last.clientX) + Math.abs(event.clientY - last.clientY);
    fingers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, (event) => fingers.delete(event.pointerId));
  // A drag that ends on a box is not a click on it.
  svg.addEventListener("click", (event) => { if (moved > 8) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("dblclick", () => { Object.assign(view, { x, y, width, height }); draw(); });
}
