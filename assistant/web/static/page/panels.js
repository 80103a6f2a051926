// Side panels. On a wide screen a source stands beside the chat; on a narrow one it covers it until closed.

const openers = new WeakMap();

export function openPanel(panel, opener) {
  if (opener) openers.set(panel, opener);
  const beside = panel.id === "source-panel" && window.matchMedia("(min-width: 64rem)").matches;
  if (panel.open && !beside) panel.close();
  if (!panel.open) {
    if (beside) panel.show();
    else panel.showModal();
  }
  document.body.classList.toggle("beside", beside);
  panel.querySelector("h2").focus();
}

export function closePanel(panel) {
  if (panel.open) panel.close();
}

export function showSource(name, opener) {
  const source = document.getElementById(name);
  if (!source) return false;
  const panel = document.getElementById("source-panel");
  const isStep = panel.contains(opener); // on to the next source: closing still leads back to where reading stopped
  const copy = source.cloneNode(true);
  copy.removeAttribute("id");
  copy.hidden = false;
  const body = panel.querySelector(".panel-body");
  body.replaceChildren(copy);
  panel.querySelector("h2").textContent = `Source ${name.split("-").at(-1)}`;
  for (const cite of document.querySelectorAll(".cite")) cite.classList.toggle("current", cite.name === name);
  openPanel(panel, isStep ? undefined : opener);
  body.scrollTop = 0;
  const mark = copy.querySelector("mark");
  if (mark && mark.offsetTop > body.clientHeight / 2) body.scrollTop = mark.offsetTop - 96;
  return true;
}

export function wirePanels() {
  for (const panel of document.querySelectorAll("dialog.panel")) {
    panel.addEventListener("close", () => {
      document.body.classList.toggle("beside", Boolean(document.querySelector("#source-panel[open]:not(:modal)")));
      for (const cite of document.querySelectorAll(".cite.current")) cite.classList.remove("current");
      const opener = openers.get(panel);
      if (opener?.isConnected) opener.focus();
    });
    // A press on the dim ground around the panel closes it.
    panel.addEventListener("click", (event) => event.target === panel && closePanel(panel));
  }
  document.addEventListener("keydown", (event) => {
    const beside = document.querySelector("#source-panel[open]:not(:modal)");
    if (event.key === "Escape" && beside && !document.querySelector("dialog:modal")) closePanel(beside);
  });
}
