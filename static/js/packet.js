// The page of a packet: a Print button, all parts open on paper, and a word about each change. Works without.
"use strict";
(() => {
  const parts = () => document.querySelectorAll("#packet details:not([open])");
  const ready = () => {
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // Browsers that cannot show a closed part through the print sheet.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...parts()];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });

  // What was swapped in is said once, and the keyboard goes on from there.
  document.addEventListener("htmx:after:settle", () => {
    ready();
    const packet = document.getElementById("packet");
    if (packet?.dataset.said) {
      document.getElementById("said").textContent = packet.dataset.said;
      packet.dataset.said = "";
      document.getElementById("change")?.focus();
    }
    for (const place of document.querySelectorAll(".about-place:not(:empty):not([data-shown])")) {
      place.dataset.shown = "";
      place.previousElementSibling.hidden = true;
      place.focus();
    }
  });
  document.addEventListener("page:shown", ready);
  ready();
  // A page that answered a form asks to send it again when one comes back to it: its entry is made a plain one.
  if (document.getElementById("packet")) history.replaceState(history.state, "");
})();
