// Copy boxes: the button appears only where it can work.
function enableCopying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy] button[hidden]")) button.hidden = false;
}

async function copy(box) {
  const input = box.querySelector("input, textarea");
  const status = box.querySelector("output");
  try {
    await navigator.clipboard.writeText(input.value);
    status.textContent = "Copied.";
  } catch {
    input.select();
    status.textContent = "Your browser did not allow copying. It is selected: copy it with the keyboard.";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy] button");
  if (button) copy(button.closest("[data-copy]"));
});
