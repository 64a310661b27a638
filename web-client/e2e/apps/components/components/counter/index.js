// A counter as it is written for notebooks: an anywidget module, unchanged.
function render({ model, el }) {
  let button = document.createElement("button");
  button.classList.add("counter");
  button.innerHTML = `count is ${model.get("count")}`;
  button.addEventListener("click", () => {
    model.set("count", model.get("count") + 1);
    model.save_changes();
  });
  model.on("change:count", () => {
    button.innerHTML = `count is ${model.get("count")}`;
  });
  el.appendChild(button);
}
export default { render };
