-- HTML in the text -> literal text: nothing that an article holds becomes markup of an edition.
function RawInline(raw)
  return pandoc.Str(raw.text)
end

function RawBlock(raw)
  return pandoc.Para { pandoc.Str((raw.text:gsub("%s+$", ""))) }
end

local PICTURES = { avif = 1, gif = 1, jpeg = 1, jpg = 1, png = 1, svg = 1, webp = 1 }

local function escaped(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"):gsub('"', "&quot;"))
end

-- Of a picture whose name ends like a film's, a document's or a page's, pandoc makes what plays or opens it.
function Image(image)
  local ending = image.src:lower():match("%.(%w+)$")
  if ending and PICTURES[ending] then
    return nil
  end
  local title = image.title ~= "" and ' title="' .. escaped(image.title) .. '"' or ""
  local words = escaped(pandoc.utils.stringify(image.caption))
  return pandoc.RawInline("html", '<img src="' .. escaped(image.src) .. '"' .. title .. ' alt="' .. words .. '" />')
end
