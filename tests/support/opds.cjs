// A page of a catalogue (OPDS 1.2 or 2.0) -> what Readium's reader makes of it, as JSON.
const { readFileSync } = require('node:fs')
const { DOMParser } = require('@xmldom/xmldom')
const { convertOpds1ToOpds2 } = require('r2-opds-js/dist/es8-es2017/src/opds/converter')
const { initGlobalConverters_OPDS } = require('r2-opds-js/dist/es8-es2017/src/opds/init-globals')
const { OPDS } = require('r2-opds-js/dist/es8-es2017/src/opds/opds1/opds')
const { OPDSFeed } = require('r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2')
const { initGlobalConverters_GENERIC } = require('r2-shared-js/dist/es8-es2017/src/init-globals')
const { TaJsonDeserialize, TaJsonSerialize } = require('r2-lcp-js/dist/es8-es2017/src/serializable')
const { XML } = require('r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper')

initGlobalConverters_GENERIC()
initGlobalConverters_OPDS()

const read = file => {
    const text = readFileSync(file, 'utf8')
    if (file.endsWith('.json')) return TaJsonDeserialize(JSON.parse(text), OPDSFeed)
    return convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, 'text/xml'), OPDS))
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(file => TaJsonSerialize(read(file)))))
