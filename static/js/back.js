// Back to a form that has done its work. The browser may show it as it was, from its memory; the page is loaded anew
// instead, and says what has become of it. Inside other sites no cookie remembers that, so this page does itself.
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr, requestConfig } }) => {
  const sent = elt.matches("form[data-once]") && requestConfig.path === elt.getAttribute("hx-post");
  const done = sent && xhr.getResponseHeader("HX-Redirect");
  if (done) history.replaceState({ ...history.state, done }, "");
});

window.addEventListener("pageshow", ({ persisted }) => {
  const { done, ...rest } = history.state ?? {};
  if (done && document.querySelector(".embedded")) return location.replace(`${done}?again=1`);
  if (done) history.replaceState(rest, "");
  if (done || (persisted && document.querySelector("[data-current]"))) location.reload();
});
