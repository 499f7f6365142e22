// A list that changes at once: <form data-auto> is sent as soon as something else is chosen in it.
document.addEventListener("change", (event) => {
  event.target.closest("form[data-auto]")?.requestSubmit();
});

// "Add hours" was pressed: the first clock can be typed into.
document.addEventListener("click", (event) => {
  const more = event.target.closest(".more-hours > summary")?.parentElement;
  if (!more || more.open) return;
  more.addEventListener("toggle", () => more.querySelector("input").focus(), { once: true });
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
  // Enter may press a button that nobody sees: then the visible one shows what happens.
  const unseen = event.submitter?.matches(".visually-hidden");
  hold(form, unseen ? form.querySelector("button[data-busy]") : event.submitter);
}, { capture: true });

function releaseAll() {
  document.querySelectorAll("form[data-sent]").forEach(release);
}

window.addEventListener("pageshow", releaseAll);
document.addEventListener("htmx:afterRequest", (event) => {
  if (isSending(event)) releaseAll();
});

// A form may also be shown to the server while it is typed, for its preview. Once it is on its way, no such request
// goes out; and never to the address of the button that has the focus, which htmx would take.
function isSending(event) {
  return event.detail.requestConfig?.triggeringEvent?.type === "submit";
}

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, triggeringEvent } = event.detail;
  if (!elt.matches("form[hx-post]") || triggeringEvent?.type === "submit") return;
  if ("sent" in elt.dataset) event.preventDefault();
  event.detail.path = elt.getAttribute("hx-post");
});
