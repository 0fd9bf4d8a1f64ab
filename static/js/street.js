// The way to a street map. Only when it is tapped are the script and the sheet of that map loaded, and pictures asked for
// from the tile server that the page names. Without this script the drawn map stands alone. Nothing is stored.
(() => {
  "use strict";
  const street = document.querySelector(".street");
  if (!street) return;
  const button = street.querySelector("button");
  const said = street.querySelector("[role=status]");
  const shown = street.querySelector(".street-shown");
  const data = JSON.parse(street.querySelector("script").textContent);
  const say = (words) => (said.textContent = words);
  let map = null;

  function loaded(name, properties) {
    const element = Object.assign(document.createElement(name), properties);
    return new Promise((resolve, reject) => {
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => {
        element.remove(); // so that a second tap asks again
        reject(new Error(element.src || element.href));
      });
      document.head.append(element);
    });
  }

  async function ready() {
    if (window.streetMap) return true;
    say(data.words.loading);
    button.disabled = true;
    try {
      await Promise.all([
        loaded("link", { rel: "stylesheet", href: street.dataset.sheet }),
        loaded("script", { src: street.dataset.script }),
      ]);
      say("");
    } catch {
      say(data.words.failed);
    }
    button.disabled = false;
    button.focus();
    return Boolean(window.streetMap);
  }

  button.addEventListener("click", async () => {
    const opens = shown.hidden;
    if (opens && !(await ready())) return;
    shown.hidden = !opens;
    street.parentElement.classList.toggle("streets", opens);
    button.textContent = opens ? data.words.back : data.words.show;
    if (opens) map ??= window.streetMap(shown.querySelector(".street-map"), data, say);
  });
  street.hidden = false;
})();
