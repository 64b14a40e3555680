/*
 * The page for unknown addresses, on a site under a path that it was not built for. The page asks for this script at each
 * level of the address; where it is found is the site. It corrects every address in the page, and loads the scripts again.
 */
(() => {
  const config = document.getElementById("__config")
  const settings = JSON.parse(config.textContent)
  const built = new URL(`${settings.base}/`.replace("//", "/"), location), site = new URL("../..", document.currentScript.src)
  if (document.documentElement.dataset.site || built.href === site.href) return
  document.documentElement.dataset.site = site.href
  const corrected = address => site.pathname + address.slice(built.pathname.length)

  settings.base = site.pathname
  settings.search = corrected(settings.search)
  config.textContent = JSON.stringify(settings)
  for (const node of document.querySelectorAll("[href^='/'], [src^='/']")) {
    const name = node.hasAttribute("href") ? "href" : "src"
    if (node.localName !== "script") node.setAttribute(name, corrected(node.getAttribute(name)))
  }
  for (const old of document.querySelectorAll("script[src^='/']")) {
    const script = document.createElement("script")
    script.src = corrected(old.getAttribute("src"))
    script.async = false // in their order
    old.replaceWith(script)
  }
})()
