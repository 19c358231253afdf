// Opened evidence stands in the margin: one at a time, inside the page, closed by Escape.
const wide = matchMedia("(min-width: 72rem)");

document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!(opened instanceof HTMLDetailsElement) || !opened.open || !opened.matches(".fig")) return;
  if (wide.matches) {
    for (const other of document.querySelectorAll(".fig[open]")) {
      if (other !== opened) other.open = false;
    }
    keepInside(opened.querySelector(".note"));
  }
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[open]") ?? document.querySelector(".fig[open], .shared[open], .who[open]");
  if (!open || open.matches(".behind")) return;
  open.open = false;
  open.querySelector("summary")?.focus({ preventScroll: true });
});

// What a word means closes with Escape, and shows again once the word was left.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const word of document.querySelectorAll(".term:is(:hover, :focus)")) word.classList.add("told");
});
for (const left of ["focusout", "mouseout"]) {
  document.addEventListener(left, (event) => event.target.closest?.(".term")?.classList.remove("told"));
}

document.addEventListener("click", (event) => {
  const menu = document.querySelector(".who[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// A note leaves its section's heading readable, and near the end of the page it is drawn up to its last line.
function keepInside(note) {
  if (!note || getComputedStyle(note).position !== "absolute") return;
  note.style.translate = "";
  const box = note.getBoundingClientRect();
  const heading = note.closest(".part")?.querySelector("h2")?.getBoundingClientRect();
  const covers = heading && box.left < heading.right && box.top < heading.bottom && box.bottom > heading.top;
  const below = box.bottom - document.querySelector(".foot").getBoundingClientRect().top;
  if (covers) note.style.translate = `0 ${heading.bottom - box.top + 12}px`;
  else if (below > 0) note.style.translate = `0 ${-below}px`;
}
