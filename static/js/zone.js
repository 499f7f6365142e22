// Time zone: a <select data-detect> with nothing chosen, or an empty <input data-detect-zone>, gets the browser's zone.
function detectZone() {
  const zone = browserZone();
  for (const input of document.querySelectorAll("input[data-detect-zone]")) input.value ||= zone;
  for (const select of document.querySelectorAll("select[data-detect]")) {
    const options = [...select.options];
    if (options.some((option) => option.defaultSelected && option.value)) continue;
    const own = options.find(({ value, dataset }) => dataset.city === undefined && (value === zone || dataset.was?.split(" ").includes(zone)));
    if (own) own.selected = true;
  }
  const shown = document.querySelector("[data-zone]");
  if (zone && shown && shown.dataset.zone !== zone) showTimesIn(zone);
}

// Temporal knows it at once; the older way has the browser load all that it knows of dates first.
function browserZone() {
  return globalThis.Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// A calendar that guessed the zone: the same one again in this zone, which the server remembers.
function showTimesIn(zone) {
  const path = inZone(new URL(location), zone);
  if (!window.htmx) return location.replace(path);
  document.getElementById("slots").addEventListener("htmx:beforeSwap", (event) => makeRoom(event, path));
  // Where it does not come, the times stay in the zone that was guessed, which is said beside them.
  htmx.ajax("GET", path, { target: "#slots", swap: "outerHTML" }).catch(() => {});
}

function inZone(address, zone) {
  address.searchParams.set("tz", zone);
  address.searchParams.set("remember", "1");
  return address.pathname + address.search;
}

// htmx takes leave of each element that it replaces. Of none is quicker, while the page is still coming up.
function makeRoom({ detail, target, currentTarget: slots }, path) {
  if (target !== slots || detail.requestConfig.path !== path || !detail.shouldSwap) return;
  if (overtaken) detail.shouldSwap = false;
  else if (!slots.contains(document.activeElement)) slots.replaceChildren();
}

document.addEventListener("DOMContentLoaded", detectZone); // not sooner: htmx has to be ready for what it changes

let overtaken = false;

// Whoever is quicker than that and presses a day gets it in his zone, and the other answer counts no more.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const guessed = document.querySelector("[data-zone]")?.dataset.zone;
  if (!guessed || detail.target.id !== "slots") return;
  const zone = browserZone();
  if (!zone || zone === guessed) return;
  const address = new URL(detail.path, location);
  if (address.searchParams.has("remember")) return; // he chooses a zone or a clock himself
  detail.path = inZone(address, zone);
  overtaken = true;
});

// The list of zones: opened, it can be typed into at once; Escape closes it; after a choice the focus is back.
document.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelector("#zone-search")?.focus();
}, { capture: true });

document.addEventListener("keydown", (event) => {
  const list = event.key === "Escape" && event.target.closest(".zone details[open]");
  if (!list) return;
  list.open = false;
  list.querySelector("summary").focus();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.elt.closest("#zones")) document.getElementById("zone").focus();
});
