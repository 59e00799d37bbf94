// An EPUB -> what a reader sees of it: the sections' text, the contents list, pictures that do not load.
import '/node_modules/foliate-js/view.js'

const seen = { texts: {}, pictures: [], toc: [], pageList: [], sections: 0, title: '', language: '' }
const view = document.createElement('foliate-view')

// Only after a section is laid out does its innerText tell lines and blocks apart.
const look = async () => {
    for (const { index, doc } of view.renderer.getContents()) {
        seen.texts[index] = doc.body.innerText
        for (const image of doc.images) await image.decode().catch(() => seen.pictures.push(image.getAttribute('src') ?? ''))
    }
}

const labels = items => (items ?? []).flatMap(item => [item.label.trim(), ...labels(item.subitems)])

const open = async () => {
    document.body.append(view)
    await view.open('/book.epub')
    const { book } = view
    Object.assign(seen, {
        toc: labels(book.toc),
        pageList: labels(book.pageList),
        sections: book.sections.length,
        title: typeof book.metadata?.title === 'string' ? book.metadata.title : Object.values(book.metadata?.title ?? {})[0] ?? '',
        language: [book.metadata?.language].flat()[0] ?? '',
    })
    await view.init({})
    await look()
}

const place = () => `${view.lastLocation?.cfi} ${view.lastLocation?.fraction} ${view.renderer.page}`

// Resolves to false at the end of the book, where turning leads nowhere.
const turn = async () => {
    const before = place()
    await view.next()
    await look()
    return place() !== before
}

// A book that cannot be opened is told as an error; the promise itself never rejects.
globalThis.reader = { seen, turn, opened: open().then(() => true, error => { console.error(`${error?.stack ?? error}`); return false }) }
