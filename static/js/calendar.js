// The month by keys. It is one stop of the Tab key; within it arrows go by day and week, Home and End to the ends
// of the week, Page Up and Page Down by month. Days without times can be reached too, and say so.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
let arriveAt = null; // of a month with so many days: the number of the day that gets the focus

function daysOfMonth() {
  return [...document.querySelectorAll("#slots .day")];
}

function enableKeys() {
  const days = daysOfMonth();
  if (days.length === 0) return;
  days[0].closest("table").setAttribute("role", "grid");
  for (const day of days.filter((each) => !each.href)) {
    day.setAttribute("role", "link");
    day.setAttribute("aria-disabled", "true");
  }
  stopAt(days.find((day) => day.matches(".chosen")) ?? days[0]);
}

function stopAt(stop) {
  for (const day of daysOfMonth()) day.tabIndex = day === stop ? 0 : -1;
}

function goTo(day) {
  stopAt(day);
  day.focus();
}

function turn(way, arrival) {
  const link = document.querySelector(`a#month-${way}`);
  if (!link) return;
  arriveAt = arrival;
  link.click();
}

function step(days, number, by) {
  const wanted = number + by;
  if (wanted < 1) turn("previous", (length) => length + wanted);
  else if (wanted > days.length) turn("next", () => wanted - days.length);
  else goTo(days[wanted - 1]);
}

document.addEventListener("keydown", (event) => {
  const day = event.target.closest("#slots .day");
  if (!day || event.altKey || event.ctrlKey || event.metaKey) return;
  const days = daysOfMonth();
  const number = days.indexOf(day) + 1;
  const week = [...day.closest("tr").querySelectorAll(".day")];
  const sameDay = (length) => Math.min(number, length);
  if (event.key in STEPS) step(days, number, STEPS[event.key]);
  else if (event.key === "Home") goTo(week[0]);
  else if (event.key === "End") goTo(week.at(-1));
  else if (event.key === "PageUp") turn("previous", sameDay);
  else if (event.key === "PageDown") turn("next", sameDay);
  else return;
  event.preventDefault();
});

enableKeys();
document.addEventListener("htmx:load", enableKeys);

document.addEventListener("htmx:afterSettle", (event) => {
  const pressed = event.detail.requestConfig?.elt;
  if (pressed?.closest(".day")) showTimes();
  if (pressed?.closest(".turn") && arriveAt) {
    const days = daysOfMonth();
    goTo(days[arriveAt(days.length) - 1]);
  }
  arriveAt = null;
});

// After a day was chosen: bring its times into view on a phone. The window does not tell whether they are: inside a
// host's own site it is as high as the page.
function showTimes() {
  const times = document.querySelector(".times");
  if (!times) return;
  const watch = new IntersectionObserver(([seen]) => {
    watch.disconnect();
    if (!seen.isIntersecting) times.scrollIntoView();
  }, { rootMargin: "0px 0px -200px" });
  watch.observe(times);
}
