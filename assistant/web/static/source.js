// Brings the quoted words into view and makes them the place from which reading goes on; offers to print.
const mark = document.querySelector("mark");
if (mark) {
  mark.tabIndex = -1;
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}
const contents = document.querySelector("details.contents");
if (contents) contents.open = window.matchMedia("(min-width: 70rem)").matches; // beside the text there is room for it
const print = document.querySelector("button.print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
