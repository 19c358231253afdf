// Keys for those who like them; `?` lists them. Nothing here is the only way to do a thing.
const fr = document.documentElement.lang === "fr";
const going = { h: "/", r: "/requests", d: "/decisions", m: "/map", i: "/imports", p: "/people" };
const rows = [
  ["Ctrl K", fr ? "chercher" : "find"],
  ["g h", fr ? "accueil" : "home"],
  ["g r", fr ? "demandes" : "requests"],
  ["g d", fr ? "décisions" : "decisions"],
  ["g m", fr ? "carte" : "map"],
  ["g i", fr ? "imports" : "imports"],
  ["g p", fr ? "personnes" : "people"],
  ["j  k", fr ? "chiffre suivant, précédent" : "next, previous figure"],
  [fr ? "Entrée" : "Enter", fr ? "ouvrir les sources du chiffre" : "open the figure’s sources"],
  [fr ? "Échap" : "Esc", fr ? "refermer" : "close"],
  ["?", fr ? "cette liste" : "this list"],
];
let dialog, gone = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  // After `g` a letter goes somewhere; else a key a button or link on the page names presses it.
  const goes = gone && performance.now() - gone < 1200 && going[event.key];
  const named = !goes && document.querySelector(`[data-key~="${CSS.escape(event.key)}"]`);
  if (goes) {
    gone = 0;
    event.preventDefault();
    location.assign(goes);
  } else if (named) {
    event.preventDefault();
    named.click();
  } else if (event.key === "g") {
    gone = performance.now();
  } else if (event.key === "?") {
    event.preventDefault();
    list();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  }
});

function step(by) {
  const stops = [...document.querySelectorAll("main :is(.fig, .shared, .missing li, .column li, .timeline li, tbody tr) > :is(summary, a, th > a), main .column li > a, main .missing a")]
    .filter((stop) => stop.checkVisibility?.() ?? stop.offsetParent !== null);
  if (!stops.length) return;
  const here = stops.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(here + by, 0), stops.length - 1);
  stops[next].focus();
}

function list() {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "palette";
    dialog.setAttribute("aria-label", fr ? "Touches" : "Keys");
    const table = document.createElement("dl");
    for (const [key, does] of rows) {
      const dt = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      dt.append(kbd);
      const dd = document.createElement("dd");
      dd.textContent = does;
      table.append(dt, dd);
    }
    dialog.append(table);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}
