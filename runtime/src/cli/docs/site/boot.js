// Starts the page. On a web server its modules are loaded as they are; opened from disk, where browsers load no
// modules, they come as text in one file and are made modules here.
(function () {
  "use strict";
  var entry = document.currentScript.dataset.entry;
  var font = document.currentScript.dataset.font;

  function add(tag, attributes) {
    document.head.append(Object.assign(document.createElement(tag), attributes));
  }

  if (location.protocol !== "file:") {
    // Text that comes with its font need not change later.
    add("link", { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href: "./assets/" + font });
    add("script", { type: "module", src: "./assets/" + entry });
    return;
  }

  addEventListener("vite:preloadError", function (event) {
    event.preventDefault();
  });
  add("link", { rel: "stylesheet", href: "./assets/all.css" });
  add("script", {
    src: "./assets/modules.js",
    onload: function () {
      var imports = {};
      var names = Object.keys(window.mirrorModules);
      names.forEach(function (name) {
        var here = JSON.stringify(new URL("./assets/" + name, document.baseURI).href);
        var text = window.mirrorModules[name]
          .replace(/(["'`])\.\/([\w.-]+\.js)\1/g, "$1mirror/$2$1")
          .replaceAll("import.meta.url", here)
          // Nothing is fetched ahead: all of it is here.
          .replace(/=>i\.map\(i=>d\[i\]\)/g, "=>[]");
        imports["mirror/" + name] = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      });
      delete window.mirrorModules;
      add("script", { type: "importmap", textContent: JSON.stringify({ imports: imports }) });
      add("script", { type: "module", textContent: 'import "mirror/' + entry + '"' });
    },
  });
})();
