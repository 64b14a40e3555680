/* Names for parts of the theme's frame that it leaves without one, for who hears the page instead of seeing it. */

for (const dialog of document.querySelectorAll('.md-search[role="dialog"]:not([aria-label])')) {
  dialog.setAttribute("aria-label", "Search");
}

for (const nav of document.querySelectorAll("nav[aria-labelledby]")) {
  const label = document.getElementById(nav.getAttribute("aria-labelledby"));
  const item = nav.closest(".md-nav__item");
  if (item && !(label && label.textContent.trim())) {
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", item.querySelector(".md-ellipsis").textContent.trim());
  }
}
