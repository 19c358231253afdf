// When the log grows, the page's live sections are fetched again and exchanged, except the one being read or filled in.
const root = document.documentElement;
let position = Number(root.dataset.position ?? 0);
let running = false;
let wanted = 0;

if (document.querySelector("[data-live]") && "EventSource" in window) {
  const source = new EventSource("/live");
  const heard = (event) => {
    const next = Number(event.data);
    if (next > position) { wanted = next; refresh(); }
  };
  source.addEventListener("message", heard);
  source.addEventListener("position", heard);
  addEventListener("pagehide", () => source.close());
}

async function refresh() {
  if (running) return;
  running = true;
  try {
    while (wanted > position) {
      const aim = wanted;
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      exchange(next);
      position = Math.max(aim, Number(next.documentElement.dataset.position ?? aim));
    }
  } catch {
    // The next event tries again; the page stays as it was.
  } finally {
    running = false;
  }
}

function exchange(next) {
  let kept = false;
  for (const now of document.querySelectorAll("[data-live][id]")) {
    const fresh = next.getElementById(now.id);
    if (!fresh || fresh.isEqualNode(now) || sameWords(now, fresh)) continue;
    if (busy(now)) { kept = true; continue; }
    const anchor = firstVisible();
    const before = anchor?.getBoundingClientRect().top;
    const copy = document.adoptNode(fresh);
    now.replaceWith(copy);
    copy.classList.add("arriving");
    copy.dispatchEvent(new CustomEvent("exchanged", { bubbles: true }));
    if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }
  const foot = next.querySelector(".foot");
  if (foot) document.querySelector(".foot")?.replaceWith(document.adoptNode(foot));
  const note = document.getElementById("arrived");
  if (note && kept) note.hidden = false;
}

// Being read: focused, opened, or its text selected. Being filled in: a field in it differs from what it came with.
function busy(section) {
  if (section.contains(document.activeElement)) return true;
  if (section.querySelector("details[open]")) return true;
  const selection = getSelection();
  if (selection && !selection.isCollapsed && section.contains(selection.anchorNode)) return true;
  return [...section.querySelectorAll("input, textarea, select")].some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue && field.type !== "hidden");
}

function sameWords(a, b) {
  const clean = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("[open]").forEach((open) => open.removeAttribute("open"));
    // Tokens and order ids differ on every answer.
    copy.querySelectorAll("input[type=hidden]").forEach((hidden) => hidden.remove());
    copy.classList.remove("arriving");
    return copy.outerHTML;
  };
  return clean(a) === clean(b);
}

function firstVisible() {
  return [...document.querySelectorAll("main h1, main h2, main h3, main .say, main li, main p")].find((el) => {
    const box = el.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.top < innerHeight;
  });
}
