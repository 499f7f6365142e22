// Back and forward between the parts of a page: htmx fetches the page of that address and puts it in place. Only the
// last one that was asked for counts, however quickly the button is pressed; where it does not come, the browser loads it.
let restoring = null;

document.addEventListener("htmx:historyCacheMiss", (event) => {
  restoring?.abort();
  restoring = event.detail.xhr;
  restoring.addEventListener("error", () => location.reload());
});

document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());
