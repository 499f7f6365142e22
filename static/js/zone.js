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

document.addEventListener("DOMContentLoaded", detectZone); // not sooner: htmx has to be ready for what it changes
