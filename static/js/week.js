// Painting the week: press on an hour and draw over others; arrow keys move, Space ticks. Without this script each hour
// is a box to tick, and times can be entered.
(() => {
  "use strict";
  let paints = null; // whether hours are ticked or cleared while the pointer is down
  const box = (target) => target?.closest?.(".grid td")?.querySelector("input");
  const under = (event) => box(document.elementFromPoint(event.clientX, event.clientY));

  document.addEventListener("pointerdown", (event) => {
    const cell = box(event.target);
    if (!cell || event.button !== 0) return;
    event.preventDefault();
    cell.focus();
    paints = !cell.checked;
    cell.checked = paints;
  });
  document.addEventListener("pointermove", (event) => {
    const cell = paints === null ? null : under(event);
    if (cell) cell.checked = paints;
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (paints = null));
  // The press has painted: the click that follows must not undo it. One from the keyboard has no position.
  document.addEventListener("click", (event) => {
    if (event.detail && box(event.target)) event.preventDefault();
  });

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  document.addEventListener("keydown", (event) => {
    const [down, right] = STEPS[event.key] ?? [];
    const cell = event.target.closest?.(".grid td");
    if (down === undefined || !cell) return;
    event.preventDefault();
    const row = cell.closest("tbody").rows[cell.parentElement.sectionRowIndex + down];
    box(row?.cells[cell.cellIndex + right])?.focus();
  });
  // One stop for the Tab key: the hour that was reached last.
  document.addEventListener("focusin", (event) => {
    if (!box(event.target)) return;
    for (const cell of event.target.closest("table").querySelectorAll("input")) cell.tabIndex = cell === event.target ? 0 : -1;
  });
})();
