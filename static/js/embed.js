/* PinMyCal in your own page: /settings/embed explains it. */
(() => {
  const base = new URL(document.currentScript.src).origin;
  const frames = new Map(); // frame: its place

  function make(tag, css) {
    const made = document.createElement(tag);
    made.style.cssText = css;
    return made;
  }

  function put(place, link, into) {
    const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
    const dark = getComputedStyle(place).colorScheme.includes("dark");
    const frame = make("iframe", "display:block;width:100%;height:640px;border:0" + (dark ? "" : ";color-scheme:light"));
    frame.src = `${base}/embed${new URL(link, base).pathname}?tz=${zone}&remember=1`;
    frame.name = dark ? "pinmycal-auto" : "";
    frame.title = place.title || "Pick a time";
    frame.allow = "clipboard-write";
    // Later pages begin at their top.
    frame.onload = () => (frame.onload = () => {
      if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    });
    frames.set(frame, place);
    into.append(frame);
    return frame;
  }

  function open(button) {
    const dialog = make("dialog", "box-sizing:border-box;min-width:100%;min-height:100%;padding:8px max(8px,50% - 500px);border:0;background:rgb(0 0 0/60%)");
    const end = make("button", "display:block;margin:0 0 8px auto;padding:12px 18px;border:0;border-radius:12px;background:#fff;color:#000;font:16px sans-serif");
    end.textContent = "Close";
    dialog.append(end);
    document.body.append(dialog);
    const frame = put(button, button.dataset.pinmycalButton || button.href, dialog);
    dialog.ariaLabel = frame.title;
    dialog.onclick = () => dialog.close();
    dialog.onclose = () => {
      frames.delete(frame);
      dialog.remove();
      button.focus();
    };
    dialog.showModal();
  }

  function start() {
    for (const place of document.querySelectorAll("[data-pinmycal]")) {
      if (place.querySelector("iframe")) continue;
      place.textContent = "";
      put(place, place.dataset.pinmycal, place);
    }
  }

  addEventListener("click", (event) => {
    const button = event.target.closest("[data-pinmycal-button]");
    if (!button || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(button);
  });

  addEventListener("message", ({ origin, source, data }) => {
    const news = origin === base && data?.pinmycal;
    for (const [frame, place] of frames) {
      if (!news || frame.contentWindow !== source) continue;
      if (news.close) return frame.closest("dialog")?.close();
      const { name, email } = place.dataset;
      frame.style.height = news.height + "px";
      source.postMessage({ pinmycal: { name, email } }, base);
      if (news.booked > !!frame.booked) place.dispatchEvent(new CustomEvent("pinmycal:booked", { bubbles: true }));
      frame.booked = news.booked;
    }
  });

  start();
  addEventListener("DOMContentLoaded", start);
})();
