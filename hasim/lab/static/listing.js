// HTML whose parts marked with data-pick can be chosen by a click or with the keyboard.
// A part marked with data-scroll keeps its place when the HTML changes, or stays at its end where that says "end".

function render({ model, el }) {
  const draw = () => {
    const old = [...el.querySelectorAll("[data-scroll]")].map((each) => each.scrollTop);
    el.innerHTML = model.get("html");
    el.querySelectorAll("[data-scroll]").forEach((each, index) => {
      each.scrollTop = each.dataset.scroll === "end" ? each.scrollHeight : old[index] ?? 0;
    });
  };
  el.addEventListener("click", (event) => {
    const found = event.target.closest("[data-pick]");
    if (found) model.send({ pick: found.dataset.pick });
  });
  model.on("change:html", draw);
  draw();
  requestAnimationFrame(draw); // only what stands in the page can be scrolled
  return () => model.off("change:html", draw);
}

export default { render };
