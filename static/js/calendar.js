// After a day was chosen: bring its times into view on a phone.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.detail.requestConfig?.elt.closest(".day")) return;
  const times = document.querySelector(".times");
  const room = 200;
  if (times && times.getBoundingClientRect().top > window.innerHeight - room) times.scrollIntoView();
});
