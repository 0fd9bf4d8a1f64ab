// Print, and hand on the address of a page without what its visitor needs: the sealed part stays here. Nothing is stored.
(() => {
  "use strict";
  const said = document.getElementById("share-said");

  function plainAddress() {
    const address = new URL(window.location.href);
    address.searchParams.delete("s");
    address.searchParams.delete("thanks");
    address.hash = "";
    return address.href;
  }

  async function share(button) {
    const url = plainAddress();
    if (navigator.share) {
      await navigator.share({ title: document.title, url }).catch(() => undefined); // closed without sharing
    } else {
      await navigator.clipboard.writeText(url);
      if (said) said.textContent = button.dataset.copied;
    }
  }

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("button[data-share]")) {
    button.hidden = !(navigator.share || navigator.clipboard);
    button.addEventListener("click", () => share(button));
  }
  // Browsers leave a control in the table that scrolls where it is when a part of it is seen.
  document.querySelector(".compare")?.addEventListener("focusin", (event) => {
    if (event.target.matches(":focus-visible")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
