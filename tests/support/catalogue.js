// A catalogue (OPDS 1.2) in /dist/ -> its pages as foliate-js reads them, each picture decoded, each file asked for.
import { getFeed, REL, isOPDSCatalog, SYMBOL } from '/node_modules/foliate-js/opds.js'

const known = async (address, errors) => {
    const answer = await fetch(address)
    if (!answer.ok) errors.push(`${answer.status} ${address}`)
}

const publication = async ({ metadata, links, images }, base, errors) => {
    for (const { href } of images) {
        const image = new Image()
        image.src = new URL(href, base)
        await image.decode().catch(() => errors.push(`not a picture: ${href}`))
    }
    const files = links.filter(({ rel }) => rel?.some(one => one.startsWith(REL.ACQ)))
    for (const { href } of files) await known(new URL(href, base), errors)
    return {
        title: metadata.title,
        authors: metadata.author.map(({ name }) => name),
        language: metadata.language,
        published: metadata.published,
        summary: metadata[SYMBOL.CONTENT]?.value ?? '',
        files: files.map(({ href, type }) => [href, type]),
        images: images.map(({ href, type }) => [href, type]),
    }
}

globalThis.catalogue = async name => {
    const pages = []
    let address = new URL(`/dist/${name}`, location.href)
    while (address) {
        const errors = []
        const text = await (await fetch(address)).text()
        const feed = getFeed(new DOMParser().parseFromString(text, 'application/xml'))
        const publications = []
        for (const one of feed.publications ?? []) publications.push(await publication(one, address, errors))
        pages.push({ title: feed.metadata.title, publications, errors })
        const next = feed.links.find(({ rel, type }) => rel?.includes('next') && isOPDSCatalog(type))
        address = next ? new URL(next.href, address) : null
    }
    return pages
}
