// A terminal: what was typed and printed, and below it the prompt with a line to type on.
// Enter runs, Shift+Enter makes a new line, arrows go through the history, Tab completes, Ctrl+L clears, Ctrl+C gives up.
// On an empty line, Tab leaves the terminal as it leaves any other field; Escape leaves it at any time.

function render({ model, el }) {
  el.classList.add("hasim-term");
  const screen = document.createElement("pre");
  screen.className = "hasim-terminal";
  screen.tabIndex = 0;
  screen.setAttribute("role", "log");
  const line = document.createElement("div");
  line.className = "hasim-terminal-line";
  const prompt = document.createElement("span");
  const input = document.createElement("textarea");
  input.rows = 1;
  input.spellcheck = false;
  input.autocapitalize = "off";
  input.autocomplete = "off";
  input.className = "hasim-terminal-input";
  input.dataset.lmSuppressShortcuts = "true";
  line.append(prompt, input);
  el.append(screen, line);

  let place = null; // where we are in the history, null for below its end
  let draft = "";

  const grow = () => { input.rows = Math.min(12, input.value.split("\n").length); };
  const put = (text, at = text.length) => {
    input.value = text;
    input.setSelectionRange(at, at);
    grow();
  };
  const draw = () => {
    screen.textContent = model.get("screen");
    screen.style.display = model.get("screen") ? "" : "none";
    screen.scrollTop = screen.scrollHeight;
    prompt.textContent = model.get("prompt");
    input.setAttribute("aria-label", model.get("label"));
    screen.setAttribute("aria-label", model.get("label"));
  };
  const recall = (step) => {
    const lines = model.get("history");
    const next = (place === null ? lines.length : place) + step;
    if (next < 0 || next > lines.length || !lines.length) return;
    if (place === null) draft = input.value;
    place = next === lines.length ? null : next;
    put(place === null ? draft : lines[place]);
  };
  const forget = () => { place = null; draft = ""; };
  const run = () => {
    const text = input.value;
    put("");
    forget();
    if (text.trim()) model.send({ run: text });
  };

  const keys = {
    Enter: (event) => !event.shiftKey && (run(), true),
    ArrowUp: () => !input.value.slice(0, input.selectionStart).includes("\n") && (recall(-1), true),
    ArrowDown: () => !input.value.slice(input.selectionEnd).includes("\n") && (recall(1), true),
    Tab: (event) => {
      if (event.shiftKey || !input.value.trim()) return false;
      model.send({ complete: input.value, at: input.selectionStart });
      return true;
    },
    Escape: () => (input.blur(), true),
  };
  const control = {
    l: () => (model.send({ clear: true }), true),
    u: () => (put(input.value.slice(input.selectionStart), 0), true),
    c: () => input.selectionStart === input.selectionEnd && (put(""), forget(), true),
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter ends the choice of Japanese characters, not the line
    const found = event.ctrlKey && !event.altKey && !event.metaKey ? control[event.key.toLowerCase()] : keys[event.key];
    if (found && found(event)) event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("input", grow);
  screen.addEventListener("click", () => { if (!String(window.getSelection())) input.focus(); });

  const hear = (message) => {
    if ("line" in message) put(message.line, message.at);
  };
  for (const name of ["screen", "prompt", "label"]) model.on(`change:${name}`, draw);
  model.on("msg:custom", hear);
  draw();
  return () => {
    for (const name of ["screen", "prompt", "label"]) model.off(`change:${name}`, draw);
    model.off("msg:custom", hear);
  };
}

export default { render };
