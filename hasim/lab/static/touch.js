// Clicks and keys on a Board's pictures, told to the kernel; and the small menu of what can be done with what was
// chosen. The pictures themselves are put on the page by the kernel and may be replaced at any moment: nothing here
// holds on to an element, all is found again by its attributes.

const PICK = "[data-hasim-pick]";
const TEXT = "textarea, select, [contenteditable=true], .cm-editor, input:not([type=checkbox]):not([type=button])";
const MENU = `position:fixed;z-index:10000;background:#fff;color:#1a1a1a;border:2px solid #0072b2;border-radius:6px;
  padding:4px;box-shadow:0 3px 12px rgba(0,0,0,.3);max-height:70vh;overflow:auto;line-height:1.3;
  font-family:sans-serif`;
const ITEM = `display:block;width:100%;text-align:left;border:0;border-radius:4px;background:#fff;color:#1a1a1a;
  padding:5px 10px;cursor:pointer;font:inherit`;

// Buttons and fields stand in rows behind a word that says what they are: a screen reader has to know it too.
function nameFields(root) {
  for (const field of root.querySelectorAll("select, textarea, input:not([type=hidden]), [role=slider]")) {
    const labels = [...(field.labels || [])].filter((each) => each.offsetParent && each.textContent.trim());
    if (field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby") || labels.length) continue;
    let before = field.closest(".jupyter-widgets");
    let name = field.placeholder || before?.querySelector("label")?.textContent.trim() || "";
    while (!name && before && before !== root) {
      let near = before.previousElementSibling;
      while (near && (near.matches("button, select") || !near.textContent.trim())) near = near.previousElementSibling;
      name = near ? near.textContent.trim() : "";
      before = before.parentElement;
    }
    field.setAttribute("aria-label", name.slice(0, 80) || "…");
  }
}

// What is seen of a Board, as long as one of its views is there.
function render({ model, el }) {
  let asked = 0;
  let root = null;
  const name = () => { asked = 0; if (root) nameFields(root); };
  const soon = () => { asked = asked || requestAnimationFrame(name); };
  const changes = new MutationObserver(soon);
  const sight = new IntersectionObserver((seen) => {
    model.set("visible", seen.some((each) => each.isIntersecting));
    model.save_changes();
  }, { rootMargin: "1500px" });
  const begin = requestAnimationFrame(() => {
    root = el.closest(".hasim-controls");
    if (!root) return;
    nameFields(root);
    changes.observe(root, { childList: true, subtree: true });
    sight.observe(root);
  });
  return () => {
    cancelAnimationFrame(begin);
    changes.disconnect();
    sight.disconnect();
  };
}

function initialize({ model }) {
  const board = model.get("board");
  const pages = `.hasim-board[data-hasim-board="${board}"]`;
  const own = `${pages}, .hasim-controls.hasim-${board}`;
  let menu = null; // {box, pick}
  let pick = null; // the pick that has the focus, "" for the page itself, null where the focus is elsewhere
  let watching = 0; // frames during which a lost focus is given back

  const page = () => [...document.querySelectorAll(pages)].find((each) => each.offsetParent !== null);
  const element = (name) => page()?.querySelector(`[data-hasim-pick="${CSS.escape(name)}"]`);
  const swallow = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };

  function close(back) {
    if (!menu) return;
    const at = menu.pick;
    menu.box.remove();
    menu = null;
    element(at)?.removeAttribute("aria-expanded");
    if (back) focus(at);
  }

  function focus(name) {
    (element(name) || page())?.focus({ preventScroll: true });
  }

  function open(message) {
    close(false);
    const target = element(message.pick);
    const box = document.createElement("div");
    box.className = "hasim-menu";
    box.setAttribute("role", "menu");
    box.setAttribute("aria-label", message.title);
    box.lang = message.lang;
    box.style.cssText = `${MENU};font-size:${model.get("large") ? 22 : 14}px`;
    const title = document.createElement("div");
    title.style.cssText = "font-weight:bold;padding:2px 10px 4px";
    title.setAttribute("role", "presentation");
    title.textContent = message.title;
    box.append(title);
    for (const [key, label] of message.offers) {
      const item = document.createElement("button");
      item.type = "button";
      item.setAttribute("role", "menuitem");
      item.style.cssText = ITEM;
      item.dataset.hasimOffer = key;
      item.textContent = label;
      const shade = (colour) => () => { item.style.background = colour; };
      item.addEventListener("focus", shade("#d6eaf8"));
      item.addEventListener("blur", shade("#fff"));
      item.addEventListener("mouseenter", () => item.focus());
      item.addEventListener("click", () => { const at = menu.pick; close(true); model.send({ offer: key, pick: at }); });
      box.append(item);
    }
    document.body.append(box);
    const place = (target || page() || document.body).getBoundingClientRect();
    const left = Math.min(place.left + Math.min(place.width / 2, 40), innerWidth - box.offsetWidth - 8);
    const below = place.top + Math.min(place.height, 34);
    const top = below + box.offsetHeight > innerHeight - 8 ? innerHeight - box.offsetHeight - 8 : below;
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${Math.max(8, top)}px`;
    target?.setAttribute("aria-expanded", "true");
    menu = { box, pick: message.pick };
    (box.querySelector("button") || box).focus();
  }

  function inMenu(event) {
    const items = [...menu.box.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (event.key === "Enter" || event.key === " ") document.activeElement.click();
    swallow(event);
  }

  function onKey(event) {
    if (menu && menu.box.contains(event.target)) return inMenu(event);
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    const lost = target === document.body && pick !== null; // the picture that had the focus was just replaced
    if (!target || !(lost || target.closest(own))) return;
    const chosen = target.closest(PICK);
    if (chosen && (event.key === "Enter" || event.key === " ")) {
      swallow(event);
      return model.send({ pick: chosen.dataset.hasimPick });
    }
    if (target.closest(TEXT) || !model.get("known_keys").includes(event.key)) return;
    if (target.closest("[role=slider]") && event.key.startsWith("Arrow")) return;
    swallow(event);
    model.send({ key: event.key });
  }

  function onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (menu && !menu.box.contains(target)) close(false);
    const chosen = target?.closest(PICK);
    if (chosen && chosen.closest(pages)) model.send({ pick: chosen.dataset.hasimPick });
  }

  function onFocus(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(pages)) pick = target.closest(PICK)?.dataset.hasimPick || "";
    else if (target && target !== document.body && !target.closest(".hasim-menu")) pick = null;
  }

  function onPress(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target?.closest(own) && !target?.closest(".hasim-menu")) pick = null;
  }

  // The focus is lost where a picture is replaced or a button is switched off: give it back, for a while.
  function keepFocus() {
    const now = document.activeElement;
    const off = now?.disabled && now.closest(own);
    if (off || (pick !== null && (!now || now === document.body))) focus(pick || "");
    watching -= 1;
    if (watching > 0) requestAnimationFrame(keepFocus);
  }

  function watchFocus() {
    const idle = watching <= 0;
    watching = 180;
    if (idle) requestAnimationFrame(keepFocus);
  }

  function onMessage(message) {
    if (message.menu) open(message.menu);
    if (message.done) watchFocus();
  }

  const inFrontOfOthers = { capture: true }; // the notebook listens on the document and has keys of its own
  const closeOnScroll = (event) => { if (menu && !menu.box.contains(event.target)) close(false); };
  window.addEventListener("keydown", onKey, inFrontOfOthers);
  window.addEventListener("scroll", closeOnScroll, inFrontOfOthers);
  document.addEventListener("click", onClick);
  document.addEventListener("mousedown", onPress, inFrontOfOthers);
  document.addEventListener("focusin", onFocus);
  model.on("msg:custom", onMessage);
  return () => {
    close(false);
    window.removeEventListener("keydown", onKey, inFrontOfOthers);
    window.removeEventListener("scroll", closeOnScroll, inFrontOfOthers);
    document.removeEventListener("click", onClick);
    document.removeEventListener("mousedown", onPress, inFrontOfOthers);
    document.removeEventListener("focusin", onFocus);
    model.off("msg:custom", onMessage);
  };
}

export default { initialize, render };
