// Pages of questions, and the packet they end in, without losing the browser's Back. Each page that a form brings becomes
// an entry of the history at its address; what it holds is kept in the memory of this page alone and is gone with it.
// Without this script the same forms are sent plainly.
(() => {
  "use strict";
  const seen = [];
  let at = 0;
  const main = () => document.querySelector("main");
  const language = () => document.getElementById("language");
  const here = () => ({ main: main(), language: language(), title: document.title });

  const show = (page) => {
    const wrong = page.main.querySelector("[role=alert]");
    wrong?.removeAttribute("autofocus"); // of a page that the browser loads itself
    main().replaceWith(page.main);
    language().replaceWith(page.language);
    document.title = page.title;
    window.scrollTo(0, 0);
    (wrong ?? page.main.querySelector("h1") ?? page.main).focus({ preventScroll: !wrong });
    document.dispatchEvent(new Event("page:shown"));
  };

  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    const response = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = { main: page.querySelector("main"), language: page.getElementById("language"), title: page.title };
    if (!next.main || !next.language) throw new Error("no page");
    if (next.main.querySelector("#packet") && !window.htmx) throw new Error("no scripts of a packet");
    seen[at] = here();
    at += 1;
    seen.length = at;
    seen[at] = next;
    history.pushState({ at }, "", form.action);
    show(next);
    window.htmx?.process(next.main);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!("steps" in form.dataset) || button?.hasAttribute("formaction")) return;
    event.preventDefault();
    send(form, button).catch(() => {
      delete form.dataset.steps; // the network failed: let the browser send it, and say what is wrong
      form.requestSubmit(button);
    });
  });

  history.replaceState({ at }, "");
  window.addEventListener("popstate", (event) => {
    const to = event.state?.at ?? at; // an entry without a number is a place on this page
    if (to === at) return;
    seen[at] = here();
    if (!seen[to]) return window.location.reload();
    at = to;
    show(seen[at]);
  });
})();
