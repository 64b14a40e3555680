/* Shows a page at once in the colours that the reader chose. It stands behind the switch for them, and runs before the rest is drawn. */
(() => {
  const chosen = __md_get("__palette")?.color
  if (!chosen) return
  const following = "(prefers-color-scheme)"
  let colours = chosen
  if (chosen.media === following) {
    const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"
    const choice = document.querySelector(`input[data-md-color-media="(prefers-color-scheme: ${scheme})"]`)
    if (choice) {
      const { mdColorMedia: media, mdColorScheme, mdColorPrimary: primary, mdColorAccent: accent } = choice.dataset
      colours = { media, scheme: mdColorScheme, primary, accent }
    }
  }
  for (const [name, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${name}`, value)
})()
