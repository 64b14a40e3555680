/* Search: its key is told where there is a keyboard, and how much was found is said aloud. */
(() => {
  const field = document.querySelector('[data-md-component="search-query"]')
  if (!field) return
  field.setAttribute("aria-keyshortcuts", "/")
  if (matchMedia("(hover: hover)").matches) field.placeholder += " (press /)"
  document.querySelector(".md-search-result__meta")?.setAttribute("role", "status")
})()
