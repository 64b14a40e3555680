/*
 * The switch of colours. stored.js has set the colours that the reader chose before anything was drawn; the theme's own
 * switch sets them again in each page, in a way that makes the browser compute the style of every element three times.
 */
(() => {
  const options = [...document.querySelectorAll("[data-palette] input")]
  const system = matchMedia("(prefers-color-scheme: dark)")
  const bar = document.createElement("meta")
  bar.name = "theme-color"
  document.head.append(bar)

  const chosen = () => __md_get("__palette")?.index ?? options.findIndex(({ dataset }) => matchMedia(dataset.media).matches)
  const colours = index => {
    const { media } = options[index].dataset
    const followed = `(prefers-color-scheme: ${system.matches ? "dark" : "light"})`
    const option = media === "(prefers-color-scheme)" && options.find(({ dataset }) => dataset.media === followed)
    return { ...(option || options[index]).dataset, media }
  }
  const paintBar = () => { bar.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor }

  let index
  const show = wanted => {
    index = Math.max(0, Math.min(wanted, options.length - 1))
    options.forEach((option, at) => {
      if (option.nextElementSibling?.matches("label")) option.nextElementSibling.hidden = at !== index
    })
    for (const [name, value] of Object.entries(colours(index))) document.body.setAttribute(`data-md-color-${name}`, value)
  }
  const change = wanted => {
    show(wanted)
    document.documentElement.style.colorScheme = getComputedStyle(document.body).colorScheme
    paintBar()
  }
  const choose = wanted => {
    change(wanted)
    __md_set("__palette", { index, color: colours(index) })
  }

  options.forEach((option, at) => option.addEventListener("change", () => choose(at)))
  document.querySelector("[data-palette]").addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return
    const next = options[(index + 1) % options.length]
    next.click()
    next.focus()
  })
  system.addEventListener("change", () => change(chosen()))
  addEventListener("load", paintBar)
  show(chosen())
})()
