// Runs before the page is drawn, so that answers asked later are hidden from the start.
// If the rest of the scripts never arrive, everything is shown again.
document.documentElement.classList.add("js-enabled");
window.addEventListener("load", () => {
  if (!document.body.classList.contains("govuk-frontend-supported")) {
    document.documentElement.classList.remove("js-enabled");
  }
});
