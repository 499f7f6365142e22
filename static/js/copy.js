// Copy boxes: the button appears only where it can work. What it says stands on <body>, in the language of the page.
function enableCopying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy] button[hidden]")) button.hidden = false;
}

async function copy(box) {
  const input = box.querySelector("input, textarea");
  const status = box.querySelector("output");
  try {
    await navigator.clipboard.writeText(input.value);
    status.textContent = document.body.dataset.copied;
  } catch {
    input.select();
    status.textContent = document.body.dataset.notCopied;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy] button");
  if (button) copy(button.closest("[data-copy]"));
});
