// A row of stars. The script gives `max` and `name`; the state is `value`.
export default {
  render({ model, el }) {
    const group = document.createElement("div");
    group.className = "stars";
    group.setAttribute("role", "radiogroup");

    function star(number) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("role", "radio");
      button.setAttribute("aria-label", `${number} of ${model.get("max")}`);
      button.textContent = "★";
      button.onclick = () => choose(number);
      return button;
    }

    function choose(number) {
      model.set("value", number);
      model.save_changes();
      group.children[number - 1]?.focus();
    }

    function draw() {
      const [value, max] = [model.get("value"), model.get("max")];
      if (group.children.length !== max) group.replaceChildren(...Array.from({ length: max }, (_, index) => star(index + 1)));
      group.setAttribute("aria-label", model.get("name"));
      [...group.children].forEach((button, index) => {
        button.classList.toggle("lit", index < value);
        button.setAttribute("aria-checked", index + 1 === value);
        // One stop for the Tab key; arrows move inside.
        button.tabIndex = index + 1 === Math.max(1, value) ? 0 : -1;
      });
    }

    group.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      choose(Math.min(model.get("max"), Math.max(1, model.get("value") + step)));
    };
    model.on("change", draw);
    draw();
    el.append(group);
    return () => group.remove();
  },
};
