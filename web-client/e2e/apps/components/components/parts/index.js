import { words } from "./lib/words.js";

export default {
  async render({ model, el }) {
    const list = await fetch(new URL("./data.json", import.meta.url)).then((answer) => answer.json());
    const button = document.createElement("button");
    const draw = () => (button.textContent = `${words} ${list[0]} ${model.get("n")}`);
    button.onclick = () => model.trigger("saved", 1);
    model.on("change:n", draw);
    draw();
    const late = document.createElement("button");
    late.textContent = "Fail late";
    late.onclick = () => model.set("stray", 1) ?? model.save_changes();
    el.append(button, late);
  },
};
