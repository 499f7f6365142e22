// Time zone: a <select data-detect> with nothing chosen, or an empty <input data-detect-zone>, gets the browser's zone.
function detectZone() {
  const zone = browserZone();
  for (const input of document.querySelectorAll("input[data-detect-zone]")) input.value ||= zone;
  for (const select of document.querySelectorAll("select[data-detect]")) {
    const options = [...select.options];
    if (options.some((option) => option.defaultSelected && option.value)) continue;
    if (options.some((option) => option.value === zone)) select.value = zone;
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
  const address = new URL(location);
  address.searchParams.set("tz", zone);
  address.searchParams.set("remember", "1");
  const path = address.pathname + address.search;
  if (!window.htmx) return location.replace(path);
  document.getElementById("slots").addEventListener("htmx:beforeSwap", emptyUnlessInUse, { once: true });
  // Where it does not come, the times stay in the zone that was guessed, which is said beside them.
  htmx.ajax("GET", path, { source: "#slots", target: "#slots", swap: "outerHTML" }).catch(() => {});
}

// htmx takes leave of each element that it replaces. Of none is quicker, while the page is still coming up.
function emptyUnlessInUse({ detail, target, currentTarget: slots }) {
  if (target === slots && detail.shouldSwap && !slots.contains(document.activeElement)) slots.replaceChildren();
}

document.addEventListener("DOMContentLoaded", detectZone); // not sooner: htmx has to be ready for what it changes

// A press on a day takes the place of a request for the zone that is on its way: then the day is asked for again in it.
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt.id === "slots") detectZone();
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
