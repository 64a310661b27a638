// Tries what a module of a stranger might try, and says what worked.
const tries = {
  page: () => parent.document.title,
  top: () => top.location.href,
  cookie: () => document.cookie,
  storage: () => localStorage.length,
  tab: () => sessionStorage.length,
  database: () => indexedDB.open("a").readyState,
};

export default {
  async render({ model, el }) {
    const reached = [];
    for (const [name, reach] of Object.entries(tries)) {
      try {
        reach();
        reached.push(name);
      } catch {}
    }
    const socket = await new Promise((tell) => {
      try {
        const socket = new WebSocket(new URL("/ws", import.meta.url).href.replace(/^http/, "ws"));
        socket.onopen = () => tell(true);
        socket.onerror = socket.onclose = () => tell(false);
      } catch {
        tell(false);
      }
    });
    if (socket) reached.push("socket");
    if (await fetch("https://example.org/", { mode: "no-cors" }).then(() => true, () => false)) reached.push("outside");
    if (await fetch(new URL("/", import.meta.url)).then(() => true, () => false)) reached.push("server");
    // What the page hears from this window is not a line of its own.
    parent.postMessage({ type: "save", states: { value: "window" } }, "*");
    el.textContent = `origin ${origin}`;
    model.set("value", reached.join(",") || "nothing");
    model.save_changes();
  },
};
