/* PinMyCal: see /settings/embed */
(() => {
  const base = new URL(document.currentScript.src).origin;
  // Each frame and its place.
  const frames = new Map();
  const look = ";padding:12px 20px;border:0;border-radius:12px;font:600 16px/1.3 system-ui";

  function make(tag, css) {
    const made = document.createElement(tag);
    made.style.cssText = css;
    return made;
  }

  function put(place, link, into) {
    const dark = getComputedStyle(place).colorScheme.includes("dark");
    const frame = Object.assign(make("iframe", "display:block;width:100%;height:640px;border:0" + (dark ? "" : ";color-scheme:light")), {
      src: `${base}/embed${new URL(link, base).pathname}?tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}&remember=1`,
      name: dark ? "pinmycal-auto" : "",
      title: place.title || "Pick a time",
      allow: "clipboard-write",
    });
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
    const end = make("button", "display:block;margin:0 0 8px auto;background:#fff;color:#000" + look);
    end.append("Close");
    dialog.append(end);
    document.body.append(dialog);
    dialog.ariaLabel = put(button, button.dataset.pinmycalButton || button.href, dialog).title;
    dialog.onclick = () => dialog.close();
    dialog.onclose = () => {
      dialog.remove();
      button.focus();
    };
    dialog.showModal();
  }

  const all = (suffix) => document.querySelectorAll(`[data-pinmycal${suffix}]`);

  // A button that the site gives no look of its own gets one, in a way that no policy on styles forbids.
  function start() {
    for (const { className, style } of all("-button")) {
      if (!className && !style.length) style.cssText = "display:inline-block;background:#0b6b5d;color:#fff;text-decoration:none" + look;
    }
    for (const place of all("")) {
      if (place.querySelector(":scope>iframe")) continue;
      place.textContent = "";
      put(place, place.dataset.pinmycal, place);
    }
    for (const [frame] of frames) if (!frame.isConnected) frames.delete(frame);
  }

  addEventListener("click", (event) => {
    const button = event.target.closest("[data-pinmycal-button]");
    if (!button || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(button);
  });

  addEventListener("message", ({ origin, source, data }) => {
    const news = origin === base && data?.pinmycal;
    if (!news) return;
    for (const [frame, place] of frames) {
      if (frame.contentWindow !== source) continue;
      if (news.close) return frame.parentNode.close?.();
      const { name, email } = place.dataset;
      frame.style.height = news.height + "px";
      source.postMessage({ pinmycal: { name, email } }, base);
      if (news.booked > !!frame.booked) place.dispatchEvent(new CustomEvent("pinmycal:booked", { bubbles: true }));
      frame.booked = news.booked;
    }
  });

  // Places may come later, too: many sites put their pages together bit by bit.
  start();
  new MutationObserver(start).observe(document, { childList: 1, subtree: 1, attributeFilter: ["data-pinmycal"] });
})();
