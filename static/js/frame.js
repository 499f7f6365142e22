// Inside a host's own site. embed.js around it learns how high the page is, that Escape was pressed, and that a
// booking was made; it answers with what the site knows of the visitor, for fields that are still empty.

// As embed.js says by the frame's name: a site that is light alone gets a light page.
if (window.name === "pinmycal-auto") document.documentElement.classList.remove("light");

function tell(news) {
  window.parent.postMessage({ pinmycal: news }, "*");
}

function tellHeight() {
  const booked = document.querySelector("[data-booked]") !== null;
  tell({ height: Math.ceil(document.body.getBoundingClientRect().height), booked });
}

function fields() {
  const form = document.querySelector("#booking-form form");
  return form ? [...form.elements].filter((field) => field.name && field.type !== "hidden") : [];
}

function fill(known) {
  for (const field of fields()) {
    const values = known[field.name];
    if (!values) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked ||= values.includes(field.value);
    else field.value ||= values[0];
  }
}

// While another time is chosen, what was typed waits in the browser: there is no cookie to keep it. Some browsers
// keep nothing at all inside other sites; then it has to be typed again.
const TYPED = `typed ${window.location.pathname}`;

function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function keep(form) {
  const typed = new FormData(form);
  const names = [...fields().map(({ name }) => name), "as_asked"];
  const kept = Object.fromEntries(names.map((name) => [name, typed.getAll(name)]));
  storage()?.setItem(TYPED, JSON.stringify(kept));
}

function fillFromBefore() {
  const kept = storage()?.getItem(TYPED);
  if (!kept || fields().length === 0) return;
  storage().removeItem(TYPED);
  const { as_asked: [before] = [], ...known } = JSON.parse(kept);
  const asked = document.querySelector("[name='as_asked']")?.value;
  const isAsked = ([name]) => before === asked || !name.startsWith("q-"); // else its question may be another
  fill(Object.fromEntries(Object.entries(known).filter(isAsked)));
}

if (window.parent !== window) {
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || !data?.pinmycal) return;
    const { name, email } = data.pinmycal;
    fill({ name: [name ?? ""], email: [email ?? ""] });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("[open]")) tell({ close: true });
  });
  document.addEventListener("submit", (event) => {
    if (event.submitter?.formAction.split("?")[0].endsWith("/keep")) keep(event.target);
  }, { capture: true });
  document.addEventListener("DOMContentLoaded", () => {
    fillFromBefore();
    new ResizeObserver(tellHeight).observe(document.body);
  });
}
