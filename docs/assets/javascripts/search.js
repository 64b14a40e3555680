/* Search: its key is told where there is a keyboard, how much was found is said aloud, and the focus is never lost with a result that is replaced. */
(() => {
  const field = document.querySelector('[data-md-component="search-query"]')
  if (!field) return
  field.setAttribute("aria-keyshortcuts", "/")
  if (matchMedia("(hover: hover)").matches) field.placeholder += " (press /)"
  document.querySelector(".md-search-result__meta")?.setAttribute("role", "status")

  /* The theme replaces the results at each key; whoever was on one by then is put back into the field, not out of the search. */
  let left = 0
  const list = document.querySelector(".md-search-result__list")
  list?.addEventListener("focusout", () => { left = performance.now() })
  list && new MutationObserver(() => {
    if (performance.now() - left < 50 && document.activeElement === document.body) field.focus()
  }).observe(list, { childList: true })
})()
