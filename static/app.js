// What makes the pages pleasanter. Every one of them works without this file.
"use strict";

// Time zone: a <select data-detect> with nothing chosen, or an empty <input data-detect-zone>, gets the browser's zone.
// data-detect="always" also overrides the choice that the server guessed.
function detectZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const input of document.querySelectorAll("input[data-detect-zone]")) input.value ||= zone;
  for (const select of document.querySelectorAll("select[data-detect]")) {
    const options = [...select.options];
    const chosen = options.some((option) => option.defaultSelected && option.value);
    if (chosen && select.dataset.detect !== "always") continue;
    if (select.value === zone || !options.some((option) => option.value === zone)) continue;
    select.value = zone;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// A list that changes at once: <form data-auto> is sent as soon as something else is chosen in it.
document.addEventListener("change", (event) => {
  event.target.closest("form[data-auto]")?.requestSubmit();
});

// Copy boxes: the button appears only where it can work.
function enableCopying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy] button[hidden]")) button.hidden = false;
}

async function copy(box) {
  const input = box.querySelector("input");
  const status = box.querySelector("output");
  try {
    await navigator.clipboard.writeText(input.value);
    status.textContent = "Copied.";
  } catch {
    input.select();
    status.textContent = "Your browser did not allow copying. The link is selected: copy it with the keyboard.";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy] button");
  if (button) copy(button.closest("[data-copy]"));
});

// A form that is on its way cannot be sent again. A form that opens another tab stays usable.
function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
    if (button.dataset.label) button.textContent = button.dataset.label;
  }
}

function hold(form, button) {
  form.dataset.sent = "";
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  if (!button.dataset.busy) return;
  button.dataset.label = button.textContent;
  button.textContent = button.dataset.busy;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.target === "_blank") return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  hold(form, event.submitter);
}, { capture: true });

function releaseAll() {
  document.querySelectorAll("form[data-sent]").forEach(release);
}

window.addEventListener("pageshow", releaseAll);
document.addEventListener("htmx:afterRequest", releaseAll);

// After htmx swaps a part in: say what changed, go to what is wrong, bring the times into view on a phone.
function announce(part) {
  const news = part.querySelector("[data-announce]");
  const announcer = document.getElementById("announcer");
  announcer.className = "visually-hidden";
  if (news) announcer.textContent = news.dataset.announce;
}

function arrive(part) {
  enableCopying(part);
  part.querySelector("[data-focus]")?.focus();
}

document.addEventListener("htmx:load", (event) => {
  const part = event.detail.elt;
  if (part === document.body) return;
  part.querySelector(".times")?.classList.add("fresh");
  arrive(part);
  announce(part);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.detail.requestConfig?.elt.closest(".day")) return;
  const times = document.querySelector(".times");
  const room = 200;
  if (times && times.getBoundingClientRect().top > window.innerHeight - room) times.scrollIntoView();
});

// A click that came to nothing says so. Parts that ask again by themselves stay quiet.
function confess(event) {
  if (!event.detail.elt.closest("a, form")) return;
  const announcer = document.getElementById("announcer");
  announcer.className = "toast alert";
  announcer.textContent = "That did not work. Please try again in a moment, or reload the page.";
}

document.addEventListener("htmx:responseError", confess);
document.addEventListener("htmx:sendError", confess);

arrive(document);
document.addEventListener("DOMContentLoaded", detectZone); // not sooner: htmx has to be ready for what it changes
