// A list of commands, each with the family of tools that it belongs to and a button that copies it.

function copy(text, code) {
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  if (navigator.clipboard && window.isSecureContext)
    return navigator.clipboard.writeText(text).catch(() => { select(); document.execCommand("copy"); });
  select(); // an address that is neither https nor this machine has no clipboard, only the older way
  document.execCommand("copy");
  return Promise.resolve();
}

function row({ tool, text }, words) {
  const line = document.createElement("div");
  line.className = "hasim-command";
  const label = document.createElement("span");
  label.textContent = tool;
  const code = document.createElement("code");
  code.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.copy;
  button.setAttribute("aria-label", `${words.copy}: ${text}`);
  button.addEventListener("click", async () => {
    await copy(text, code);
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 1500);
  });
  line.append(label, code, button);
  return line;
}

function render({ model, el }) {
  el.classList.add("hasim-commands");
  const draw = () => el.replaceChildren(...model.get("lines").map((each) => row(each, model.get("words"))));
  model.on("change:lines", draw);
  draw();
  return () => model.off("change:lines", draw);
}

export default { render };
