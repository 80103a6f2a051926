// Brings the quoted words into view and makes them the place from which reading goes on.
const mark = document.querySelector("mark");
if (mark) {
  mark.tabIndex = -1;
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}
