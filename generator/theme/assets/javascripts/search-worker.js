/*
 * The site's search. The theme's search box talks to a worker: it sets it up, sends the query, and gets results. This worker
 * answers the same messages as the theme's own, which knows no typing errors, accents and names. It searches normalized text
 * from end to end: that takes some milliseconds for 1,000 pages, and needs no index. See generator/site/search_index.py.
 */
(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const LISTED = 30, SECTIONS = 5 // pages in a result, and sections of a page, at most
  const EXCERPT = 220 // characters
  const NAME = 8, TITLE = 3 // weights of a match in a record's name, and in any other heading; in a text it is up to 3
  const EXACT = 1, FORM = 0.9, JOINED = 0.8, TYPO = 0.6, PREFIX = 0.3 // a prefix gets up to twice its weight
  const ENOUGH = 10 // matches of a word in a text; more of them change nothing
  const EARLY = 60 // characters at the beginning of a text, which say the most
  /* Words that a question has and its answer need not have. They are searched too, but are not required. */
  const MINOR = new Set(
    "a an and are as at be by did do does for from had has have how in is it of on or that the their they this to was were what when where which who why will with would".split(" ")
  )
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t", ŋ: "ng", ə: "e" }
  const OTHER_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g")
  const OTHER = /[^\x00-\x7f]/
  const PIECE = /[\p{L}\p{N}\p{M}]+(?:[.'’‘ʼ`´][\p{L}\p{N}\p{M}]+)*\.?|[^\p{L}\p{N}\p{M}]+/gu
  const WORD = /^[\p{L}\p{N}]/u

  let sections, pages, vocabulary, averageLength, newest

  /* Normal form */

  /* Lower case, without accents and apostrophes, "U.S." as "us", "Brekke's" as "brekke"; one space around each word. */
  const normalize = text => {
    let plain = text.toLowerCase()
    if (OTHER.test(plain)) plain = plain.replace(/[’‘ʼ`´]/g, "'").replace(/[\u00a0\u2010-\u2015“”„«»…·→%]/g, " ")
    const isAscii = !OTHER.test(plain) // its expressions are several times as fast
    if (!isAscii) plain = plain.normalize("NFKD").replace(/\p{M}/gu, "").replace(OTHER_LETTERS, letter => LETTERS[letter])
    if (plain.includes("'")) plain = plain.replace(/'s(?![a-z\d])/g, "").replaceAll("'", "")
    if (/\.[a-z]/.test(plain)) plain = plain.replace(/\b[a-z](?:\.[a-z])+\b/g, letters => letters.replaceAll(".", ""))
    return ` ${plain.replace(isAscii ? /[^a-z\d]+/g : /[^\p{L}\p{N}]+/gu, " ").trim()} `
  }
  const words = normalized => normalized.split(" ").filter(Boolean)

  /* What a word has in common with its other forms: plural, past, present. */
  const stem = word => {
    for (const [ending, least] of [["ies", 4], ["ied", 4], ["ing", 4], ["ed", 4], ["es", 4], ["s", 3], ["y", 4], ["e", 4]])
      if (word.endsWith(ending) && word.length - ending.length >= least && !word.endsWith("ss")) return word.slice(0, -ending.length)
    return word
  }

  /* Equal but for one letter that is wrong, missing or too many, or two that are swapped. */
  const isTypo = (one, other) => {
    if (Math.abs(one.length - other.length) > 1) return false
    let at = 0
    while (at < one.length && one[at] === other[at]) at++
    if (one.length > other.length) return one.slice(at + 1) === other.slice(at)
    if (one.length < other.length) return one.slice(at) === other.slice(at + 1)
    return one.slice(at + 1) === other.slice(at + 1) ||
      (one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2))
  }

  /* A contraction: the first letter, some between, and the last, as "dept" and "govt". */
  const isContraction = (short, long) => {
    if (short.length < 3 || long.length < short.length + 2 || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false
    let at = 0
    for (const letter of long) if (letter === short[at]) at++
    return at === short.length
  }

  /* Set-up */

  const named = text => ({ text, size: words(text).filter(word => !MINOR.has(word)).length || 1, weight: 1 })
  const initials = ({ text }) => ({ text: ` ${words(text).filter(word => !MINOR.has(word)).map(([letter]) => letter).join("")} `, size: 1, weight: 0.7 })

  const prepare = entries => {
    const count = new Map()
    for (const { title } of entries) count.set(title, (count.get(title) ?? 0) + 1)
    pages = new Map()
    sections = entries.map(entry => {
      const [path, anchor] = entry.location.split("#")
      const isNamed = !anchor || entry.names
      const whole = isNamed ? [entry.title, ...entry.names ?? []].map(normalize).map(named) : []
      const names = entry.names ? [...whole, ...whole.filter(({ size }) => size > 1).map(initials)] : whole
      const section = {
        ...entry,
        names,
        named: names.map(({ text }) => text).join(""),
        heading: isNamed ? "" : normalize(entry.title),
        headingWeight: TITLE / Math.sqrt(count.get(entry.title)),
        body: [entry.text, ...entry.quotes ?? []].map(normalize).join("\n"),
        weight: (entry.boost ?? 1) ** (entry.boost < 1 ? 0.5 : 0.2)
      }
      if (!pages.has(path)) pages.set(path, [])
      pages.get(path).push(section)
      return section
    })
    averageLength = sections.reduce((sum, { body }) => sum + body.length, 0) / (sections.length || 1)
    vocabulary = undefined
  }

  /* A word without doubled letters: people double the wrong one ("sattelite"). */
  const undoubled = word => word.replace(/(.)\1+/g, "$1")

  /* All words of the site, with their stems and whether a name has them; for typing errors only. */
  const learn = () => {
    if (vocabulary) return
    vocabulary = new Map()
    const known = (word, isName) => ({ stem: stem(word), single: undoubled(stem(word)), isName })
    for (const { named } of sections) for (const word of words(named)) vocabulary.set(word, known(word, true))
    for (const { heading, body } of sections)
      for (const text of [heading, body])
        for (const word of text.split(/[ \n]+/)) if (!vocabulary.has(word)) vocabulary.set(word, known(word, false))
  }

  /* Query */

  /* A word of the query, and what may stand for it: each a text with its weight. */
  const term = word => ({ word, stem: stem(word), others: new Map(), known: new Map(), best: 0, isMinor: MINOR.has(word) })

  /* How well a word of the site matches the term itself. */
  const quality = (term, word) => {
    let known = term.known.get(word)
    if (known === undefined) {
      known = word === term.word ? EXACT
        : stem(word) === term.stem ? FORM
        : word.startsWith(term.word) ? PREFIX * (1 + term.word.length / word.length)
        : 0
      term.known.set(word, known)
    }
    return known
  }

  /* The matches of a term in a normalized text: the best one, the sum of the first ones, and where the first is. */
  const matches = (term, text) => {
    const found = { best: 0, sum: 0, first: -1 }
    const add = (value, at) => {
      if (!value) return
      if (value > found.best) found.best = value
      found.sum += value
      if (found.first < 0 || at < found.first) found.first = at
    }
    const start = ` ${term.stem}`
    for (let at = text.indexOf(start); at >= 0 && found.sum < ENOUGH; at = text.indexOf(start, at + 1))
      add(quality(term, text.slice(at + 1, text.indexOf(" ", at + 1))), at)
    if (found.best > term.best) term.best = found.best
    for (const [other, value] of term.others)
      for (let at = text.indexOf(` ${other} `); at >= 0 && found.sum < ENOUGH; at = text.indexOf(` ${other} `, at + 1)) add(value, at)
    return found
  }

  /* The weight of each term in a section, 0 if it is not there. */
  const weigh = (section, terms, phrase) => {
    const weights = terms.map(() => 0)
    const raise = (n, weight) => { if (weight > weights[n]) weights[n] = weight }
    const inNames = terms.map(term => section.named ? matches(term, section.named).best : 0)
    if (inNames.some(Boolean))
      for (const name of section.names) {
        const found = terms.map((term, n) => inNames[n] && matches(term, name.text).best)
        const major = found.filter((value, n) => value && !terms[n].isMinor).length
        const hasAll = found.every((value, n) => value || terms[n].isMinor)
        const isInOrder = hasAll && (name.text.includes(phrase) || terms.length === 1)
        const covered = Math.sqrt(Math.min(1, major / name.size))
        const factor = NAME * name.weight * covered * (hasAll ? 1.3 : 1) * (isInOrder ? 1.2 : 1)
        found.forEach((value, n) => raise(n, value * factor))
      }
    if (section.heading) terms.forEach((term, n) => raise(n, matches(term, section.heading).best * section.headingWeight))
    const hasPhrase = terms.length > 1 && section.body.includes(phrase)
    terms.forEach((term, n) => {
      const { sum, best, first } = matches(term, section.body)
      if (!sum) return
      const rate = (2.2 * sum) / (sum + 1.2 * (0.5 + (0.5 * section.body.length) / averageLength))
      raise(n, Math.min(rate, 2.2) * best * (first < EARLY ? 1.3 : 1) * (hasPhrase ? 1.6 : 1))
    })
    return weights
  }

  /* Weighs every section; a term that few sections have counts more. */
  const look = (terms, phrase) => {
    const weighed = new Map(sections.map(section => [section, weigh(section, terms, phrase)]))
    const rarity = terms.map((term, n) => {
      let has = 0
      for (const weights of weighed.values()) if (weights[n]) has++
      return Math.max(0.3, Math.log(1 + (sections.length - has) / (has + 0.5))) * (term.isMinor && terms.length > 1 ? 0.1 : 1)
    })
    const total = rarity.reduce((sum, one) => sum + one, 0)
    const scored = weights => weights.reduce((sum, weight, n) => sum + weight * rarity[n], 0) / total
    const found = []
    for (const [path, parts] of pages) {
      const best = terms.map((_, n) => Math.max(...parts.map(part => weighed.get(part)[n])))
      if (!best.some(Boolean)) continue
      const hits = parts
        .map(section => ({ section, score: scored(weighed.get(section)) * section.weight }))
        .filter(({ score }) => score)
        .sort((one, other) => other.score - one.score)
      const missing = terms.filter((term, n) => !best[n] && !term.isMinor)
      const covered = 1 - missing.reduce((sum, term) => sum + rarity[terms.indexOf(term)], 0) / total
      found.push({ path, hits, missing, covered, score: 0.7 * hits[0].score + 0.3 * scored(best) * parts[0].weight })
    }
    return found
  }

  const isComplete = page => !page.missing.length
  /* Adds what a term may have meant: typing errors, words written together or apart. */
  const forgive = (terms, isDesperate) => {
    terms.forEach((term, n) => {
      const { word } = term
      if (term.best >= FORM && !isDesperate) return
      learn()
      const next = terms[n + 1]
      if (next && vocabulary.has(word + next.word))
        for (const one of [term, next]) one.others.set(word + next.word, JOINED)
      if (/\d/.test(word) || word.length < 3) return
      for (let at = 2; at < word.length - 1; at++)
        if (vocabulary.has(word.slice(0, at)) && vocabulary.has(word.slice(at))) term.others.set(`${word.slice(0, at)} ${word.slice(at)}`, JOINED)
      const isPrefix = term.best > 0
      if (word.length === 3 && isPrefix && terms.length === 1) return
      const single = undoubled(term.stem)
      for (const [one, { stem, single: other, isName }] of vocabulary) {
        if (one.length < 3 || MINOR.has(one) || !(isName || !isPrefix || isDesperate)) continue
        const isMeant = isTypo(word, one) || (word.length > 4 && (single === other || isTypo(term.stem, stem))) || (isName && isContraction(word, one))
        if (isMeant) term.others.set(one, TYPO)
      }
    })
  }

  const ask = query => {
    const phrase = normalize(query.replace(/(\d)(?:st|nd|rd|th)\b/gi, "$1"))
    const terms = [...new Set(words(phrase))].map(term)
    if (!terms.length) return { terms, found: [] }
    if (terms.every(term => term.isMinor)) for (const one of terms) one.isMinor = false
    let found = look(terms, phrase.trimEnd())
    for (const isDesperate of [false, true]) {
      if (terms.every(term => term.best >= FORM) && found.some(isComplete)) break
      if (isDesperate && found.some(isComplete)) break
      forgive(terms, isDesperate)
      found = look(terms, phrase.trimEnd())
    }
    if (found.some(isComplete)) found = found.filter(isComplete)
    return { terms, found: found.sort((one, other) => other.covered - one.covered || other.score - one.score) }
  }

  /* Results */

  const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

  /* A test of pieces of text: whether a term matches them. */
  const matcher = terms => {
    const others = new Set(terms.flatMap(term => [...term.others.keys()].flatMap(words)))
    const known = new Map()
    return piece => {
      if (!known.has(piece)) {
        const hit = word => others.has(word) || terms.some(term => quality(term, word))
        known.set(piece, WORD.test(piece) && words(normalize(piece)).some(hit))
      }
      return known.get(piece)
    }
  }

  /* The text with its matches marked; they are collected as they are written. */
  const marked = (isHit, text, written) =>
    text.replace(PIECE, piece => {
      if (!isHit(piece)) return escaped(piece)
      written.add(piece.toLowerCase().replace(/['’]s$|\.$/, end => (end === "." && /\..*\.$/.test(piece) ? end : "")))
      return `<mark data-md-highlight>${escaped(piece)}</mark>`
    })

  /* The part of a section's text or quotations with the most terms. */
  const excerpt = (section, terms, isHit) => {
    const texts = [section.text, ...(section.quotes ?? []).map(quote => `“${quote}”`)]
    const counted = section.body.split("\n").map(text => terms.filter(term => matches(term, text).best).length)
    const text = texts[counted.indexOf(Math.max(...counted))]
    let at = 0, from = 0, most = 0
    const recent = []
    for (const piece of text.match(PIECE) ?? []) {
      if (isHit(piece)) recent.push(at)
      while (recent.length && recent[0] < at - EXCERPT / 2) recent.shift()
      if (recent.length > most) [most, from] = [recent.length, recent[0]]
      at += piece.length
    }
    if (text.length <= EXCERPT) return text
    const begin = from < EXCERPT / 2 ? 0 : text.indexOf(" ", from - EXCERPT / 4) + 1
    const end = begin + EXCERPT < text.length ? text.lastIndexOf(" ", begin + EXCERPT) : text.length
    return `${begin ? "… " : ""}${text.slice(begin, end)}${end < text.length ? " …" : ""}`
  }

  /* A page, as the theme shows it: its sections, the best first, with the page itself among them. */
  const item = ({ path, hits, missing, score }, terms, isHit) => {
    const all = hits.slice(0, SECTIONS)
    if (!all.some(({ section }) => section.location === path)) {
      const [first] = pages.get(path)
      all.push({ section: first.location === path ? first : { location: path, title: first.title, text: "", body: "" }, score: 0 })
    }
    return all.map(({ section, score: part }, rank) => {
      const written = new Set()
      const title = marked(isHit, section.title, written)
      const text = marked(isHit, excerpt(section, terms, isHit), written)
      const shown = Object.fromEntries([...[...written].map(one => [one, true]), ...missing.map(one => [one.word, false])])
      return { location: section.location, title, text, score: rank ? Math.min(part, score) : score, terms: shown }
    })
  }

  const answer = query => {
    const { terms, found } = ask(query)
    const major = terms.filter(term => !term.isMinor)
    const isHit = matcher(major)
    const items = found.slice(0, LISTED).map(page => item(page, major, isHit))
    const last = terms.at(-1)?.word
    const completed = found.length && words(normalize(found[0].hits[0].section.title)).find(word => word.startsWith(last))
    return { query, items, suggest: completed ? [completed] : [], total: found.length }
  }

  addEventListener("message", ({ data: message }) => {
    if (message.type === SETUP) {
      prepare(message.data.docs)
      postMessage({ type: READY })
    } else if (message.type === QUERY) {
      newest = message
      /* Later, so that a query that is no longer wanted is skipped; from file:// the page itself waits for the answer. */
      setTimeout(() => newest === message && postMessage({ type: RESULT, data: answer(message.data) }))
    }
  })
})()
