export default () => ({
  initialize: ({ model }) => model.on("change:value", () => (document.documentElement.dataset.native = model.get("value"))),
  render({ model, el }) {
    const button = document.createElement("button");
    button.className = "native";
    const draw = () => (button.textContent = `${model.get("name")} ${model.get("value")}`);
    button.onclick = () => {
      model.set({ value: model.get("value") + 1 });
      model.save_changes();
    };
    model.on("change:value change:name", draw);
    draw();
    el.append(button);
    return () => (document.documentElement.dataset.gone = "yes");
  },
});
