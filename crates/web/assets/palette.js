// Ctrl-K finds any object: /search?q=… answers [{ "name", "kind", "href" }] (or { "results": […] }).
const fr = document.documentElement.lang === "fr";
const words = fr
  ? { label: "Chercher une demande, un système, une personne…", none: "Rien ne répond à ces mots.", start: "Écrivez quelques lettres.", down: "La recherche ne répond pas ; la page Chercher fonctionne toujours." }
  : { label: "Find a request, a system, a person…", none: "Nothing answers to these words.", start: "Type a few letters.", down: "Search does not answer; the Find page still works." };
let dialog, input, list, status, chosen = 0, latest = 0, timer;

if (document.querySelector("[data-palette]")) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey) { event.preventDefault(); open(); }
  });
}

function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function build() {
  dialog = make("dialog", { class: "palette", "aria-label": words.label });
  input = make("input", { type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-label": words.label, placeholder: words.label, autocomplete: "off", spellcheck: "false" });
  list = make("ul", { id: "palette-list", role: "listbox" });
  status = make("p", { role: "status" }, words.start);
  dialog.append(input, list, status);
  document.body.append(dialog);
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 90); });
  input.addEventListener("keydown", (event) => {
    const rows = list.children.length;
    if (event.key === "ArrowDown" && rows) { event.preventDefault(); choose((chosen + 1) % rows); }
    if (event.key === "ArrowUp" && rows) { event.preventDefault(); choose((chosen + rows - 1) % rows); }
    if (event.key === "Enter" && rows) { event.preventDefault(); list.children[chosen].querySelector("a").click(); }
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

function open() {
  if (!dialog) build();
  if (!dialog.open) dialog.showModal();
  input.select();
}

async function search() {
  const asked = ++latest;
  const q = input.value.trim();
  if (!q) return show([], words.start);
  try {
    const answer = await fetch(`/search?q=${encodeURIComponent(q)}`, { headers: { accept: "application/json" } });
    const found = await answer.json();
    if (asked === latest) show(Array.isArray(found) ? found : found.results ?? [], words.none);
  } catch {
    if (asked === latest) show([], words.down);
  }
}

function show(found, otherwise) {
  list.replaceChildren(...found.slice(0, 12).map((hit, i) => {
    const row = make("li", { role: "option", id: `palette-${i}` });
    const link = make("a", { href: hit.href, tabindex: "-1" });
    link.append(make("span", {}, hit.name), make("span", { class: "kind" }, hit.kind ?? ""));
    row.append(link);
    return row;
  }));
  status.textContent = found.length ? "" : otherwise;
  status.hidden = found.length > 0;
  choose(0);
}

function choose(i) {
  chosen = i;
  [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === i)));
  const row = list.children[i];
  if (row) { input.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
}
