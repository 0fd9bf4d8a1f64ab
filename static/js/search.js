// The search form, made quicker: suggestions while a place or words are typed, and "Use my location".
// Without this script the form does the same after it is sent. Nothing is stored.
(() => {
  "use strict";
  const WAIT_MS = 120;

  function suggest(input) {
    const list = document.getElementById(input.getAttribute("list"));
    let waiting = 0;
    let asked = "";
    input.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(async () => {
        const typed = input.value.trim();
        if (typed.length < 2 || typed === asked) return;
        asked = typed;
        const body = new URLSearchParams({ [input.name]: typed });
        const answer = await fetch(input.dataset.suggest, { method: "POST", body });
        if (answer.ok && typed === asked) list.innerHTML = await answer.text();
      }, WAIT_MS);
    });
  }

  function locate(button) {
    const form = button.form;
    const near = form.elements.namedItem("near");
    const said = document.getElementById(button.getAttribute("aria-describedby"));
    const fail = (why) => {
      button.disabled = false;
      said.textContent = button.dataset[why];
      near.focus();
    };
    button.hidden = !navigator.geolocation;
    button.addEventListener("click", () => {
      button.disabled = true;
      said.textContent = button.dataset.waiting;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const typed = near.value;
          near.value = `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`;
          form.requestSubmit();
          near.value = typed; // the page that Back returns to shows no coordinates
          button.disabled = false;
          said.textContent = "";
        },
        (error) => fail(["", "denied", "unavailable", "timeout"][error.code]),
        { timeout: 10000, maximumAge: 600000 },
      );
    });
  }

  document.querySelectorAll("input[data-suggest]").forEach(suggest);
  document.querySelectorAll("button[data-locate]").forEach(locate);
})();
