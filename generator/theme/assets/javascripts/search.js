/* Search: its key is told where there is a keyboard, how much was found is said aloud, and the focus is never lost with a result that is replaced. */
(() => {
  const field = document.querySelector('[data-md-component="search-query"]')
  if (!field) return
  field.setAttribute("aria-keyshortcuts", "/")
  if (matchMedia("(hover: hover)").matches) field.placeholder += " (press /)"
  /* The theme waits for keys; a text may be dictated, dropped or pasted by mouse too. */
  field.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup")))
  document.querySelector(".md-search-result__meta")?.setAttribute("role", "status")

  /* The theme replaces the results at each key; whoever was on one by then is put back into the field, not out of the search. */
  let at
  const list = document.querySelector(".md-search-result__list")
  list?.addEventListener("focusin", ({ target }) => { at = target })
  list?.addEventListener("focusout", ({ target }) => setTimeout(() => { if (at === target && target.isConnected) at = undefined }))
  list && new MutationObserver(() => {
    if (!at || at.isConnected) return
    at = undefined
    if (document.activeElement === document.body) field.focus()
  }).observe(list, { childList: true })
})()
