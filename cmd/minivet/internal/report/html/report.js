(function () {
  'use strict'
  const root = document.documentElement
  const byId = (id) => document.getElementById(id)
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector))
  const texts = JSON.parse(byId('texts').textContent)
  let language = 'en'

  // Settings are kept where the browser lets a local file keep any.
  const recall = (key) => { try { return localStorage.getItem('minivet.' + key) } catch (e) { return null } }
  const keep = (key, value) => { try { localStorage.setItem('minivet.' + key, value) } catch (e) { /* not kept */ } }

  // text is a word of the interface; n chooses between "one|many".
  function text (key, n, others) {
    let s = texts[language][key] || key
    const forms = s.split('|')
    if (forms.length > 1) s = n === 1 ? forms[0] : forms[1]
    if (n !== undefined) s = s.replace('{n}', n)
    for (const name in others) s = s.replace('{' + name + '}', others[name])
    return s
  }

  function speak (chosen) {
    language = texts[chosen] ? chosen : 'en'
    root.lang = language
    for (const el of all('[data-t]')) {
      el.textContent = text(el.dataset.t, el.dataset.n === undefined ? undefined : Number(el.dataset.n))
    }
    for (const name of ['aria-label', 'placeholder']) {
      for (const el of all('[data-t-' + name + ']')) el.setAttribute(name, text(el.getAttribute('data-t-' + name)))
    }
    document.title = 'minivet: ' + text('title')
    byId('language').value = language
  }

  function paint (theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    else delete root.dataset.theme
    byId('theme').value = root.dataset.theme || ''
  }

  const cards = all('.card')
  const words = new Map() // what the search looks at, by card
  function wordsOf (card) {
    if (!words.has(card)) {
      words.set(card, all('.find, .line', card).map((el) => el.textContent).join('\n').toLowerCase())
    }
    return words.get(card)
  }

  const value = (id) => (byId(id) ? byId(id).value : '')
  const levels = () => all('input[name=level]').filter((box) => box.checked).map((box) => box.value)

  // filter shows the cards that all filters let through, and says how many.
  function filter () {
    const wanted = value('q').toLowerCase().split(/\s+/).filter(Boolean)
    const level = levels()
    const rule = value('rule')
    const kind = value('kind')
    const program = value('program')
    let n = 0
    for (const card of cards) {
      const d = card.dataset
      const fits = level.includes(d.level) && (!rule || rule === d.rule || rule === d.name) &&
        (!kind || kind === d.kind) && (!program || program === d.program) &&
        wanted.every((w) => wordsOf(card).includes(w))
      card.hidden = !fits
      if (fits) n++
    }
    for (const group of all('.group')) group.hidden = !group.querySelector('.card:not([hidden])')
    byId('nomatch').hidden = n > 0
    byId('clear').hidden = n === cards.length && !wanted.length && !rule && !kind && !program && level.length === 3
    const said = n === cards.length ? text('count', n) : text('count.of', n, { all: cards.length })
    if (byId('count').textContent !== said) byId('count').textContent = said
  }

  function clear () {
    for (const id of ['q', 'rule', 'kind', 'program']) if (byId(id)) byId(id).value = ''
    for (const box of all('input[name=level]')) box.checked = true
    filter()
    byId('q').focus()
  }

  // pick sets one filter from the overview and goes to the findings.
  function pick (button) {
    byId(button.dataset.filter).value = button.dataset.value
    filter()
    byId('findings').scrollIntoView()
    byId('findings').focus({ preventScroll: true })
  }

  function openAll (open) {
    for (const card of cards) if (!card.hidden) card.open = open
  }

  // steps keeps the button over a path in step with the steps.
  function steps (card) {
    const button = card.querySelector('.allsteps')
    if (!button) return
    const open = all('ol.path .step', card).every((step) => step.open)
    button.setAttribute('aria-expanded', String(open))
    button.dataset.t = open ? 'steps.hide' : 'steps.show'
    button.textContent = text(button.dataset.t)
  }

  // arrive opens what the address names.
  function arrive () {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)))
    if (target && target.tagName === 'DETAILS') {
      target.hidden = false
      target.open = true
      target.scrollIntoView()
    }
  }

  let folded = []
  function unfold () {
    folded = all('details:not([open])')
    for (const el of folded) el.open = true
  }
  function fold () {
    for (const el of folded) el.open = false
    folded = []
  }

  byId('language').addEventListener('change', (e) => { keep('language', e.target.value); speak(e.target.value); if (cards.length) filter() })
  byId('theme').addEventListener('change', (e) => { keep('theme', e.target.value); paint(e.target.value) })
  window.addEventListener('hashchange', arrive)
  window.addEventListener('beforeprint', unfold)
  window.addEventListener('afterprint', fold)

  for (const el of all('.switches, .filters, .allsteps')) el.hidden = false
  speak(recall('language') || (/^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en'))
  paint(recall('theme'))
  if (cards.length) {
    byId('q').addEventListener('input', filter)
    for (const el of all('.filters select, .filters input[type=checkbox]')) el.addEventListener('change', filter)
    for (const button of all('.pick')) button.addEventListener('click', () => pick(button))
    byId('clear').addEventListener('click', clear)
    byId('open').addEventListener('click', () => openAll(true))
    byId('close').addEventListener('click', () => openAll(false))
    for (const button of all('.allsteps')) {
      const card = button.closest('.card')
      button.addEventListener('click', () => {
        const open = button.getAttribute('aria-expanded') !== 'true'
        for (const step of all('ol.path .step', card)) step.open = open
        steps(card)
      })
    }
    document.addEventListener('toggle', (e) => {
      if (e.target.classList.contains('step')) steps(e.target.closest('.card'))
    }, true)
    filter()
  }
  arrive()
})()
