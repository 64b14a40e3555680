/*
 * Search of large hosted sites. The theme's search box talks to a worker: it sets it up, sends what is typed, and gets
 * results. This worker answers in the theme's words, but asks Pagefind, which loads only the parts of the index that a
 * query needs. The theme's own worker would load the whole index. See generator/site/search_index.py.
 */
(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const BEST = 10
  const PAUSE = 80 // milliseconds after a key in which another may follow
  const WORD = /[\p{L}\p{N}]+/gu
  const PIECE = /[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu

  let settings, engine, newest

  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  const words = text => plain(text).match(WORD) ?? []
  const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

  /* The first of the site's indexes, with the others merged into it; loaded with the first query. */
  const load = async () => {
    const [first, ...others] = settings.bundles.map(bundle => new URL(`../../${bundle}/`, location.href))
    const { createInstance } = await import(`${first}pagefind.js`)
    const shared = { language: settings.lang[0], baseUrl: "/" }
    const instance = createInstance({ ...shared, basePath: first.href, noWorker: true })
    for (const other of others) await instance.mergeIndex(other.href, shared)
    return instance
  }

  /* What is found by all of the words that the index has; if nothing is, what is found by any. */
  const ask = async (engine, query) => {
    const apart = await Promise.all(query.split(/\s+/).filter(Boolean).map(async word => {
      const { results } = await engine.search(word)
      return { word, results }
    }))
    const known = apart.filter(({ results }) => results.length)
    if (known.length < 2) return known[0]?.results ?? []
    const { results } = await engine.search(known.map(({ word }) => word).join(" "))
    if (results.length) return results
    const found = new Map()
    for (const result of known.flatMap(({ results }) => results))
      found.set(result.id, { ...result, score: result.score + (found.get(result.id)?.score ?? 0) })
    return [...found.values()].sort((a, b) => b.score - a.score)
  }

  const marked = (title, asked) =>
    title.replace(PIECE, piece =>
      asked.some(one => plain(piece).startsWith(one)) ? `<mark data-md-highlight>${piece}</mark>` : escaped(piece)
    )

  /* A section's text around what was found; its title stands above it already. */
  const excerpt = ({ title, excerpt, plain_excerpt: whole }) =>
    (whole.startsWith(title) ? excerpt.split(" ").slice(title.split(" ").length).join(" ") : excerpt)
      .replaceAll("<mark>", "<mark data-md-highlight>")

  /* One page, as the theme wants it: the page itself and its sections, the best first. */
  const item = async (result, asked) => {
    const page = await result.data()
    const has = words(page.content)
    const terms = Object.fromEntries(asked.map(one => [one, has.some(word => word.startsWith(one))]))
    const weight = section => section.weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0)
    const sections = page.sub_results
      .map(section => ({ section, weight: weight(section) }))
      .sort((a, b) => b.weight - a.weight)
      .map(({ section }, rank) => ({
        location: section.url.slice(1),
        title: marked(section.title, asked),
        text: excerpt(section),
        score: result.score / (rank + 1),
        terms
      }))
    if (sections.some(one => !one.location.includes("#"))) return sections
    return [...sections, { location: page.url.slice(1), title: marked(page.meta.title, asked), text: "", score: 0, terms: {} }]
  }

  /* The scores of several indexes can't be compared: so pages whose title has all the words stand first. */
  const ranked = async (results, asked) => {
    if (settings.bundles.length < 2) return results
    const titles = await Promise.all(results.map(async result => words((await result.data()).meta.title)))
    const named = titles.map(title => asked.every(one => title.some(word => word.startsWith(one))))
    return [...results.filter((_, n) => named[n]), ...results.filter((_, n) => !named[n])]
  }

  const answer = async message => {
    const query = message.data
    const asked = words(query)
    if (!asked.length) return { items: [] }
    engine ??= load().catch(error => {
      engine = undefined
      throw error
    })
    await new Promise(resolve => setTimeout(resolve, PAUSE))
    if (newest !== message) return
    const found = await ask(await engine, query)
    if (newest !== message) return
    const best = await ranked(found.slice(0, BEST), asked)
    const items = await Promise.all(best.map(result => item(result, asked)))
    const first = best.length ? words((await best[0].data()).meta.title) : []
    const completed = first.find(word => word.startsWith(asked.at(-1)))
    return { items, suggest: completed ? [completed] : [], total: found.length }
  }

  addEventListener("message", async ({ data: message }) => {
    if (message.type === SETUP) {
      settings = message.data.config
      postMessage({ type: READY })
    } else if (message.type === QUERY) {
      newest = message
      const data = await answer(message).catch(() => ({ items: [], failed: true }))
      if (newest === message) postMessage({ type: RESULT, data: { ...data, query: message.data } })
    }
  })
})()
