// After htmx swaps a part in: say what changed, go to what is wrong.
function announce(part) {
  const news = part.querySelector("[data-announce]");
  const announcer = document.getElementById("announcer");
  announcer.className = "visually-hidden";
  if (news && announcer.textContent !== news.dataset.announce) announcer.textContent = news.dataset.announce;
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

arrive(document);

// A form that comes again is a whole page, whatever part was to take its answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Retarget")) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

// A click that came to nothing says so. Parts that ask again by themselves stay quiet.
function confess(event) {
  if (!event.detail.elt.closest("a, form")) return;
  const announcer = document.getElementById("announcer");
  announcer.className = "toast alert";
  announcer.textContent = document.body.dataset.failed;
}

document.addEventListener("htmx:responseError", confess);
document.addEventListener("htmx:sendError", confess);
