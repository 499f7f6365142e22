// Quick choices: a <button data-fill="id of a field" value="30"> puts its value there, and shows whether it is there.
function markChoices(input) {
  for (const button of document.querySelectorAll(`[data-fill="${input.id}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === input.value));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  const input = document.getElementById(button.dataset.fill);
  input.value = button.value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("input", (event) => markChoices(event.target));

for (const button of document.querySelectorAll("[data-fill]")) {
  markChoices(document.getElementById(button.dataset.fill));
}
