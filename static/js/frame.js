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

function fill(known) {
  for (const name of ["name", "email"]) {
    const input = document.querySelector(`form[method=post] input[name=${name}]`);
    if (input && typeof known[name] === "string") input.value ||= known[name];
  }
}

if (window.parent !== window) {
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.pinmycal) fill(data.pinmycal);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tell({ close: true });
  });
  document.addEventListener("DOMContentLoaded", () => {
    new ResizeObserver(tellHeight).observe(document.body);
  });
}
