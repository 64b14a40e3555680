/*
 * What the theme's scripts ask for by these names: what the reader chose, as the browser keeps it for this site. The
 * theme writes this into each page; here it is a file, so that the site's policy can forbid script inside a page.
 */
(() => {
  // The site's folder: two above this file's.
  window.__md_scope = new URL("../..", document.currentScript.src)

  window.__md_hash = text => {
    let hash = 0
    for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) | 0
    return hash
  }

  const key = (name, scope) => `${scope.pathname}.${name}`

  window.__md_get = (name, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(key(name, scope)))

  window.__md_set = (name, value, storage = localStorage, scope = __md_scope) => {
    try {
      storage.setItem(key(name, scope), JSON.stringify(value))
    } catch {
      // A browser that keeps nothing: the choice holds for this page.
    }
  }

  // The classes that the theme's script sets: later, the styles of every element would be computed again.
  const root = document.documentElement
  root.className = "js js-focus-visible"

  // The colours are set as soon as there is a body, before anything is drawn: a slow page does not show white first.
  const dark = document.currentScript.dataset
  const chosen = __md_get("__palette")?.color
  const isFollowing = !chosen || chosen.media === "(prefers-color-scheme)"
  const colours = isFollowing ? matchMedia("(prefers-color-scheme: dark)").matches && dark : chosen
  if (colours.scheme) {
    if (colours.scheme === dark.scheme) root.style.colorScheme = "dark"
    new MutationObserver((_, observer) => {
      if (!document.body) return
      for (const [name, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${name}`, value)
      observer.disconnect()
    }).observe(root, { childList: true })
  }

  // An address that names a tab opens it.
  document.addEventListener("DOMContentLoaded", () => {
    const tab = document.getElementById(location.hash.slice(1))
    if (tab instanceof HTMLInputElement && tab.name.startsWith("__tabbed_")) tab.checked = true
  })
})()
