-- HTML in the text -> literal text: nothing that an article holds becomes markup of an edition.
function RawInline(raw)
  return pandoc.Str(raw.text)
end

function RawBlock(raw)
  return pandoc.Para { pandoc.Str((raw.text:gsub("%s+$", ""))) }
end
